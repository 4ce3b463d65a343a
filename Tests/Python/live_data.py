"""Seeded data of every type for a real server."""

import json
import random

FAR = 4_102_444_800_000


class RandomData:
    """Fills a server with seeded data of every type."""

    def __init__(self, client, kind, seed):
        self.client, self.kind, self.random = client, kind, random.Random(seed)
        self.number = 0

    def key(self, prefix):
        self.number += 1
        tail = self.random.choice([b"", b"", b"\xff\x00", b' "\r\n\\', "é".encode()])
        return prefix.encode() + b":%d" % self.number + tail

    def word(self):
        choice = self.random.randrange(9)
        if choice == 0:
            return b"%d" % self.random.randint(-2**63, 2**63 - 1)
        if choice == 1:
            return b"%d" % self.random.randint(-300, 300)
        if choice == 2:
            return self.random.randbytes(self.random.randrange(80))
        if choice == 3:
            return b"abcdefgh" * self.random.randrange(3, 60)
        if choice == 4:
            return self.random.choice(
                [b"", b"base64:eA==", b"0x10", b"-0", b"1e5", b"'", b'"', b"\\x41", "日本".encode()])
        return b"w%d" % self.random.getrandbits(32)

    def words(self, count):
        return [self.word() for _ in range(count)]

    def score(self):
        return self.random.choice([
            "inf", "-inf", "-0", "0", "1e300", "-1e-300", "5e-324", repr(self.random.uniform(-1e6, 1e6)),
            str(self.random.randint(-10**17, 10**17)), str(self.random.randint(-9, 9))])

    def fill(self, sizes):
        for database in (0, 3, 9):
            self.client("SELECT", database)
            for _ in range(20 if database == 0 else 5):
                self.keys()
        self.client("SELECT", 0)
        if sizes:
            self.client("SET", "binary:huge", self.random.randbytes(5_000_000))
        for size in sizes:
            self.client("SET", f"text:{size}", "x" * size)
            self.client("SET", f"binary:{size}", self.random.randbytes(size))
            self.client("HSET", f"large:{size}", self.random.randbytes(size // 2), "y" * size, "f", "v")
            self.client("ZADD", f"members:{size}", "-inf", self.random.randbytes(size), "0.1", "m")
            self.client("RPUSH", f"elements:{size}", *[self.random.randbytes(size // 4) for _ in range(5)])
        if self.kind.listpack:
            for name in ("one", "two"):
                code = f"redis.register_function('{name}', function() return 'é' end)"
                self.client("FUNCTION", "LOAD", f"#!lua name={name}\n{code}")
        if self.kind.modules and sizes:
            self.modules()

    def modules(self):
        for number in range(6):
            self.client("JSON.SET", self.key("json"), "$", json.dumps({"a": [number, "é\n", None, 1.5], "b": {}}))
            key = self.key("bloom")
            self.client("BF.RESERVE", key, "0.01", 100 * (number + 1))
            self.client("BF.MADD", key, *range(50))
            self.client("TS.ADD", f"series:{number}", 1000 + number, 1.5)

    def keys(self):
        count = self.random.choice([1, 3, 20, 150, 700])
        made = [
            self.set("string", "SET", self.word()),
            self.set("list", "RPUSH", *self.words(count)),
            self.set("set", "SADD", *self.words(count)),
            self.set("ints", "SADD", *[self.random.randint(-70_000, 70_000) for _ in range(count)]),
            self.set("zset", "ZADD", *[item for _ in range(count) for item in (self.score(), self.word())]),
            self.hash(count), self.stream("stream", min(count, 200), False)]
        for key in made:
            if self.random.randrange(3) == 0:
                self.client("PEXPIREAT", key, FAR + self.random.randrange(10**6))

    def hint(self, policy):
        """Gives every third key an idle time or a frequency that does not come by itself."""
        word, least, most = ("IDLETIME", 1000, 10**6) if policy.endswith("lru") else ("FREQ", 0, 255)
        for key in sorted(self.client("KEYS", "*"))[::3]:
            if self.client("TYPE", key) in (b"string", b"list", b"set", b"zset", b"hash", b"stream"):
                ttl = max(0, self.client("PTTL", key))
                self.client("RESTORE", key, ttl, self.client("DUMP", key), "REPLACE", word,
                            self.random.randint(least, most))

    def set(self, prefix, command, *arguments):
        key = self.key(prefix)
        self.client(command, key, *arguments)
        return key

    def hash(self, count):
        key = self.key("hash")
        fields = list({self.word() for _ in range(count)})
        self.client("HSET", key, *[item for field in fields for item in (field, self.word())])
        if self.kind.field_ttl and self.random.randrange(2):
            for field in fields[::3]:
                self.client("HPEXPIREAT", key, FAR + self.random.randrange(4), "FIELDS", 1, field)
        return key

    def stream(self, prefix, count, deletes_pending):
        key = self.key(prefix)
        for number in range(1, count + 1):
            self.client("XADD", key, f"{number}-{number % 3 + 1}", *self.words(2 * (number % 3 + 1)))
        groups = self.random.randrange(3) + deletes_pending
        for group in range(groups):
            start = 0 if deletes_pending else self.random.choice(["0", "$", "2-1"])
            self.client("XGROUP", "CREATE", key, f"g{group}", start)
            self.client("XGROUP", "CREATECONSUMER", key, f"g{group}", "idle\xff\n")
            for consumer in (b"a", b"b\x00\xff"):
                self.client("XREADGROUP", "GROUP", f"g{group}", consumer, "COUNT", count // 3 + 1, "STREAMS", key, ">")
            self.client("XACK", key, f"g{group}", "1-2")
        if deletes_pending:
            self.client("XDEL", key, "2-3", "3-1")
            self.client("XTRIM", key, "MAXLEN", count // 2)
        elif not groups:
            self.client("XDEL", key, "2-3", f"{count}-{count % 3 + 1}")
            if self.random.randrange(4) == 0:
                self.client("XTRIM", key, "MAXLEN", 0)
        return key
