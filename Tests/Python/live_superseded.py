#!/usr/bin/env python3
"""Compares what `aoftool stats` takes for superseded with what a rewrite by a real server saves.

usage: live_superseded.py AOFTOOL SERVER SEED [table]

SERVER is a name of scripts/servers.py, such as redis-7.0.15. Seeded loads of several kinds are written to a server,
their figures are taken, and the server writes its log anew, as commands: an RDB would be smaller still. With "table"
the figures are printed. Exit status 77 where the server is not there.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fixtures.resp import encode
from fixtures.server import Kind, Server, stop_on_signals
from live_convert import WRONG, expect, system_server
from live_data import FAR

# What the figure may miss besides the error of sampling that it states.
MODEL_ERROR = 0.015
CONFIG = {"appendonly": "yes", "appendfsync": "no", "aof-use-rdb-preamble": "no", "auto-aof-rewrite-percentage": 0}


class Load:
    """Commands of one kind; each method is a load."""

    def __init__(self, seed, prefix=""):
        self.random, self.prefix = random.Random(seed), prefix

    def word(self, longest=200):
        return self.random.randbytes(self.random.randrange(1, longest)).hex()

    def name(self, kind, number):
        return f"{self.prefix}{kind}:{number}"

    def key(self, kind, count):
        return self.name(kind, self.random.randrange(count))

    def strings_overwritten(self):
        """200 strings, each set 50 times"""
        for _ in range(10_000):
            yield "SET", self.key("string", 200), self.word()

    def strings_hardly_overwritten(self):
        """9,000 strings, one in ten set twice"""
        for number in range(9_000):
            yield "SET", self.name("string", number), self.word()
        for _ in range(900):
            yield "SET", self.key("string", 9_000), self.word()

    def deleted_and_expired(self):
        """6,000 strings with an expiry, a third deleted, a third expired"""
        for number in range(6_000):
            yield "SET", self.name("string", number), self.word()
            yield "PEXPIREAT", self.name("string", number), FAR + number
        for number in range(0, 6_000, 3):
            yield "DEL", self.name("string", number)
            yield "PEXPIREAT", self.name("string", number + 1), 1

    def counters(self):
        """200 counters, INCR and HINCRBY 10,000 times"""
        for _ in range(5_000):
            yield "INCR", self.key("counter", 200)
            yield "HINCRBY", self.key("hash", 20), self.key("field", 10), 3

    def appended(self):
        """100 strings, made by 10,000 APPEND"""
        for _ in range(10_000):
            yield "APPEND", self.key("string", 100), self.word(20)

    def lists_one_by_one(self):
        """50 lists, 10,000 elements pushed one by one, a third popped"""
        for number in range(10_000):
            yield "RPUSH", self.key("list", 50), self.word(30)
            if number % 3 == 0:
                yield "LPOP", self.key("list", 50)

    def queues(self):
        """10 lists, all elements popped but the last ones"""
        for number in range(8_000):
            yield "RPUSH", self.name("queue", number % 10), self.word(50)
            if number > 100:
                yield "LPOP", self.name("queue", (number - 100) % 10)

    def large_collections(self):
        """20 lists, sets, hashes and sorted sets, 100 elements at once, nothing removed"""
        for number in range(200):
            words = [f"{number}:{place}:{self.word(20)}" for place in range(100)]
            yield "RPUSH", self.key("list", 20), *words
            yield "SADD", self.key("set", 20), *words
            yield "HSET", self.key("hash", 20), *[item for word in words for item in (word, word)]
            yield "ZADD", self.key("zset", 20), *[item for place, word in enumerate(words) for item in (place, word)]

    def elements_changed(self):
        """20 sets, hashes and sorted sets, elements added one by one, changed and removed"""
        for _ in range(5_000):
            yield "HSET", self.key("hash", 20), self.key("field", 100), self.word(40)
            yield "ZADD", self.key("zset", 20), self.random.randrange(10_000), self.key("member", 100)
            yield "SADD", self.key("set", 20), self.key("member", 400)
            yield "SREM", self.key("set", 20), self.key("member", 400)
            if self.random.randrange(4) == 0:
                yield "HDEL", self.key("hash", 20), self.key("field", 100)
                yield "ZREM", self.key("zset", 20), self.key("member", 100)

    def large_hash(self):
        """1 hash of 5,000 fields, each set 6 times"""
        for number in range(30_000):
            yield "HSET", self.name("hash", 0), f"field:{number % 5_000}", self.word(40)

    def streams(self):
        """10 streams, 8,000 entries, trimmed to 100 each"""
        for number in range(8_000):
            yield "XADD", self.name("stream", number % 10), "MAXLEN", 100, f"{number + 1}-1", "field", self.word(50)

    def transactions(self):
        """transactions on three databases"""
        for number in range(1_500):
            yield "SELECT", number % 3
            yield ("MULTI",)
            for _ in range(4):
                yield "SET", self.key("string", 3_000), self.word(40)
                yield "SADD", self.key("set", 30), self.word(10)
            yield ("EXEC",)

    def mixed(self):
        """all of these together"""
        loads = [load(Load(self.random.random(), f"{load.__name__}:")) for load in LOADS
                 if load is not Load.mixed and load is not Load.transactions]
        while loads:
            load = self.random.choice(loads)
            for _ in range(20):
                command = next(load, None)
                if command is None:
                    loads.remove(load)
                    break
                yield command


LOADS = [load for name, load in vars(Load).items() if name not in ("key", "name", "word") and not name.startswith("_")]


def write(client, commands):
    commands = list(commands)
    for place in range(0, len(commands), 500):
        some = commands[place:place + 500]
        client.socket.sendall(b"".join(map(encode, some)))
        for _ in some:
            client.read()


def rewrite(client):
    client("BGREWRITEAOF")
    while True:
        state = client("INFO", "persistence")
        if b"aof_rewrite_in_progress:0" in state and b"aof_rewrite_scheduled:0" in state:
            return
        time.sleep(0.01)


def figures(tool, path, *options):
    done = subprocess.run([tool, "stats", "--format", "json", *options, str(path)], capture_output=True, text=True)
    return json.loads(done.stdout)


def measure(tool, kind, load, seed):
    """Size of a log, the share that a rewrite saves, and what was told of it: by all keys, by a sample, with errors."""
    with Server(kind, CONFIG) as server:
        path = server.dir / ("appendonlydir" if kind.listpack else "appendonly.aof")
        write(server.client, load(Load(seed)))
        before = figures(tool, path)
        sampled = figures(tool, path, "--memory", "1MiB")
        rewrite(server.client)
        after = figures(tool, path)
    size = before["bytes"]
    # Now and then a server writes a PING or a time stamp: bytes of base files count, too.
    saved = (size - after["bytes"]) / size
    return (size, saved, *[(found["superseded"]["bytes"] / size, found["superseded"]["error"] / size)
                           for found in (before, sampled)])


def main(tool, name, seed, extent=""):
    stop_on_signals()
    kind = Kind(name)
    with tempfile.TemporaryDirectory() as folder:
        if not kind.available:
            system_server(kind, Path(folder))
        if not kind.available:
            print(f"Skipped: rewriting by {name}, which is not there (make servers).")
            return 77
        for load in LOADS:
            size, saved, *told = measure(tool, kind, load, seed)
            if extent == "table":
                shown = " | ".join(f"{share:.1%}" + (f" ± {error:.1%}" if error else "") for share, error in told)
                print(f"| {load.__doc__} | {size / 1e6:.1f} MB | {saved:.1%} | {shown} |")
            for share, error in told:
                # Twice the stated error is four standard deviations.
                expect(abs(share - saved) <= MODEL_ERROR + 2 * error, load.__name__, "saved", saved, "told", share, error)
    for text in WRONG[:12]:
        print(text)
    print(f"{kind.name}, seed {seed}: {len(WRONG)} wrong")
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:]))
