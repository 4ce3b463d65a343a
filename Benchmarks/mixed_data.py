"""The commands that fill the `mixed` data set: 600,000 keys of every common kind.

Arguments are encoded once, in pools; a key is a slice of a pool or a draw from it. A slice of a
pool of distinct arguments has no repetition, so a set or hash gets exactly the size asked for.
"""

import json
import random
from collections.abc import Iterator

from server import bulk, command

SEED = 20240607
START_MS = 1_700_000_000_000
FAR_FUTURE_MS = 4_102_444_800_000  # the year 2100: nothing expires while this file is in use
WORDS = ("order item price total customer address shipping invoice status pending paid cancelled "
         "created updated region warehouse quantity discount voucher currency email phone comment "
         "Straße café naïve über заказ доставка 注文 住所 emoji🙂 note").split()
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Pools:
    """Encoded arguments, made once; all randomness comes from one seeded generator."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.fields = self.distinct(20_000)
        self.members = self.distinct(40_000)
        self.values = [bulk(self.value()) for _ in range(60_000)]
        self.scores = [bulk(self.score()) for _ in range(30_000)]
        self.sentences = [bulk(self.sentence(1, 7)) for _ in range(30_000)]
        self.integers = [self.distinct_integers(bits) for bits in (15, 30, 31, 61)]

    def distinct(self, count: int) -> list[bytes]:
        """Names with little in common: a listpack of them gains nothing by LZF."""
        return [bulk(self.token(self.random.randint(5, 12)) + b"%04x" % n) for n in range(count)]

    def distinct_integers(self, bits: int) -> list[bytes]:
        low = -(1 << bits)
        return [bulk(b"%d" % (low + n)) for n in self.random.sample(range(2 << bits), 30_000)]

    def token(self, size: int) -> bytes:
        return "".join(self.random.choices(LETTERS, k=size)).encode()

    def sentence(self, low: int, high: int) -> bytes:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(low, high))).encode()

    def value(self) -> bytes:
        kind = self.random.random()
        if kind < 0.2:
            return b"%d" % self.random.randint(-1000, 1 << self.random.randint(4, 40))
        if kind < 0.85:
            return self.token(self.random.randint(4, 30))
        return self.sentence(1, 7)

    def score(self) -> bytes:
        if self.random.random() < 0.5:
            return b"%d" % self.random.randint(0, 1_000_000)
        return b"%.3f" % self.random.uniform(-1000, 1000)

    def document(self, number: int) -> bytes:
        rows = [{"sku": self.token(10).decode(), "title": self.sentence(2, 6).decode(),
                 "price": self.random.randint(1, 99_999) / 100, "quantity": self.random.randint(1, 9)}
                for _ in range(self.random.randint(1, 10))]
        whole = {"id": number, "customer": self.token(16).decode(), "paid": number % 3 == 0,
                 "note": self.sentence(3, 12).decode(), "items": rows}
        return json.dumps(whole, ensure_ascii=False).encode()

    def slice(self, pool: list[bytes], low: int, high: int) -> list[bytes]:
        size = self.random.randint(low, high)
        start = self.random.randrange(len(pool) - size)
        return pool[start:start + size]

    def draw(self, pool: list[bytes], count: int) -> list[bytes]:
        return self.random.choices(pool, k=count)


def alternate(first: list[bytes], second: list[bytes]) -> list[bytes]:
    both = first + second
    both[::2], both[1::2] = first, second
    return both


def encoded(verb: bytes, key: bytes, arguments: list[bytes]) -> bytes:
    """A command of one key whose other arguments are encoded already."""
    return b"*%d\r\n%b%b%b" % (2 + len(arguments), bulk(verb), bulk(key), b"".join(arguments))


def documents(pools: Pools, count: int) -> Iterator[bytes]:
    for number in range(count):
        yield command(b"SET", b"doc:%d" % number, pools.document(number))


def sessions(pools: Pools, count: int) -> Iterator[bytes]:
    for number in range(count):
        expiry = b"%d" % (FAR_FUTURE_MS + pools.random.randrange(10**10))
        yield command(b"SET", b"session:%x" % pools.random.getrandbits(64), pools.token(48), b"PXAT", expiry)


def counters(pools: Pools, count: int) -> Iterator[bytes]:
    for number in range(count):
        value = pools.random.randrange(1 << pools.random.randint(3, 44))
        yield command(b"SET", b"counter:%d" % number, b"%d" % value)


def hashes(pools: Pools, count: int, name: bytes, low: int, high: int) -> Iterator[bytes]:
    for number in range(count):
        fields = pools.slice(pools.fields, low, high)
        values = pools.draw(pools.values, len(fields))
        yield encoded(b"HSET", name % number, alternate(fields, values))


def lists(pools: Pools, count: int) -> Iterator[bytes]:
    for number in range(count):
        pool = pools.sentences if number % 2 else pools.values
        elements = pools.draw(pool, pools.random.randint(10, 120))
        yield encoded(b"RPUSH", b"queue:%d" % number, elements)


def integer_sets(pools: Pools, count: int) -> Iterator[bytes]:
    for number in range(count):
        pool = pools.integers[number % len(pools.integers)]
        yield encoded(b"SADD", b"ids:%d" % number, pools.slice(pool, 50, 500))


def string_sets(pools: Pools, count: int, name: bytes, low: int, high: int) -> Iterator[bytes]:
    for number in range(count):
        yield encoded(b"SADD", name % number, pools.slice(pools.members, low, high))


def sorted_sets(pools: Pools, count: int, name: bytes, low: int, high: int) -> Iterator[bytes]:
    for number in range(count):
        members = pools.slice(pools.members, low, high)
        scores = pools.draw(pools.scores, len(members))
        yield encoded(b"ZADD", name % number, alternate(scores, members))


def stream_entries(pools: Pools, names: list[bytes]) -> list[bytes]:
    fields = [bulk(name) for name in names]
    return [b"".join(alternate(fields, pools.draw(pools.values, len(fields)))) for _ in range(5_000)]


def streams(pools: Pools, count: int) -> Iterator[bytes]:
    ids = [b"%d-%d" % (START_MS + 137 * (n // 3), n % 3) for n in range(240)]
    encoded_ids = [bulk(one) for one in ids]
    usual = stream_entries(pools, [b"sensor", b"value", b"unit", b"at"])
    other = stream_entries(pools, [b"alarm", b"level", b"text", b"by"])
    for number in range(count):
        key = b"stream:%d" % number
        # Eleven words: the verb, the key, the id and four pairs.
        head = b"*11\r\n" + bulk(b"XADD") + bulk(key)
        size = pools.random.randint(60, 240)
        for place, identifier in enumerate(encoded_ids[:size]):
            # Some entries have field names of their own, which are stored in another form.
            yield head + identifier + pools.random.choice(other if place % 10 == 9 else usual)
        yield from consumer_groups(key, ids, number)


def consumer_groups(key: bytes, ids: list[bytes], number: int) -> Iterator[bytes]:
    """Two groups with pending entries, some of them acknowledged, and some entries deleted."""
    for group, start in ((b"workers", b"0"), (b"audit", ids[20])):
        yield command(b"XGROUP", b"CREATE", key, group, start)
        for consumer in (b"anna", b"berta", b"carla")[:1 + number % 3]:
            yield command(b"XREADGROUP", b"GROUP", group, consumer, b"COUNT", b"12", b"STREAMS", key, b">")
    yield command(b"XACK", key, b"workers", *ids[2:6])
    yield command(b"XDEL", key, *ids[number % 40:50:3])


def mixed_commands() -> Iterator[bytes]:
    pools = Pools()
    yield from documents(pools, 110_000)
    yield from sessions(pools, 150_000)
    yield from counters(pools, 100_000)
    yield from hashes(pools, 120_400, b"user:%d", 3, 20)
    yield from hashes(pools, 6_600, b"catalogue:%d", 600, 1500)
    yield from lists(pools, 40_000)
    yield from integer_sets(pools, 25_000)
    yield from string_sets(pools, 10_000, b"tags:%d", 5, 100)
    yield from string_sets(pools, 1_500, b"followers:%d", 600, 1500)
    yield from sorted_sets(pools, 30_000, b"top:%d", 5, 100)
    yield from sorted_sets(pools, 2_000, b"ranking:%d", 200, 1500)
    yield from streams(pools, 4_500)
