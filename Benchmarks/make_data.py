#!/usr/bin/env python3
"""Makes the files that the benchmarks read, with a real redis-server.

The contents are seeded; the order of the keys in a file is the server's and differs from one
run to the next. Files that exist are left alone.
"""

import argparse
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from datasets import FILES, OTHER_ORDERS, cache_directory, data_path
from mixed_data import SEED, mixed_commands
from server import Server, bulk, command

SMALL_KEYS = 6_000_000
KEYS_PER_COMMAND = 1_000
BLOB_KEYS = 8_000
BLOB_BYTES = 100_000


def small_commands() -> Iterator[bytes]:
    """Short keys; every fourth value is a number, so that a record takes 24 bytes on average."""
    choose = random.Random(SEED)
    texts = [bulk(b"v%011x" % choose.getrandbits(44)) for _ in range(100_000)]
    for start in range(0, SMALL_KEYS, KEYS_PER_COMMAND):
        words = choose.choices(texts, k=KEYS_PER_COMMAND)
        for place in range(0, KEYS_PER_COMMAND, 4):
            words[place] = bulk(b"%d" % choose.randint(1 << 20, 1 << 30))
        keys = range(start, start + KEYS_PER_COMMAND)
        pairs = [b"$11\r\nkey:%07d\r\n%b" % pair for pair in zip(keys, words)]
        yield b"*%d\r\n" % (1 + 2 * KEYS_PER_COMMAND) + bulk(b"MSET") + b"".join(pairs)


def blob_commands() -> Iterator[bytes]:
    choose = random.Random(SEED)
    for number in range(BLOB_KEYS):
        yield command(b"SET", b"blob:%d" % number, choose.randbytes(BLOB_BYTES))


def log_commands() -> Iterator[bytes]:
    """The mixed load, and as much again in small writes to its keys."""
    yield from mixed_commands()
    choose = random.Random(SEED)
    for number in range(400_000):
        yield command(b"HSET", b"user:%d" % choose.randrange(120_400), b"seen", b"%d" % number)
        yield command(b"INCR", b"counter:%d" % choose.randrange(100_000))


MAKERS = {"mixed": mixed_commands, "small": small_commands, "blob": blob_commands}


def check(path: Path) -> int:
    """The number of keys, when redis-check-rdb finds nothing wrong."""
    run = subprocess.run(["redis-check-rdb", str(path)], capture_output=True, text=True)
    keys = re.search(r"(\d+) keys read", run.stdout)
    if run.returncode != 0 or "RDB looks OK" not in run.stdout or not keys:
        raise RuntimeError(f"redis-check-rdb does not like {path.name}:\n{run.stdout}")
    return int(keys[1])


def make(name: str) -> None:
    target = data_path(name)
    # Made beside its place and moved there when it is sound, so that no half file is ever used.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="making-") as directory:
        with Server(Path(directory), target.name) as server:
            server.feed(MAKERS[name]())
            keys = int(server.ask(b"DBSIZE"))
            server.ask(b"SAVE")
        made = Path(directory) / target.name
        if check(made) != keys:
            raise RuntimeError(f"{name}: the server had {keys} keys, the file has others")
        made.replace(target)
    print(f"{name}: {target.stat().st_size:,} bytes, {keys:,} keys, redis-check-rdb says OK", flush=True)


def make_other_order(name: str, first: str) -> None:
    """What a server saves that has loaded `first`: its hash tables have a seed of their own."""
    target, source = data_path(name), data_path(first)
    keys = check(source)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="making-") as directory:
        made = Path(directory) / target.name
        # The server replaces the link, not the file.
        made.symlink_to(source)
        with Server(Path(directory), target.name) as server:
            server.wait_until_loaded()
            server.ask(b"SAVE")
        if made.is_symlink() or check(made) != keys:
            raise RuntimeError(f"{name}: it has not the {keys} keys of {first}")
        if has_order_of(source, made):
            raise RuntimeError(f"{name}: the keys are in the order of {first}")
        made.replace(target)
    print(f"{name}: {target.stat().st_size:,} bytes, {keys:,} keys, redis-check-rdb says OK", flush=True)


def has_order_of(one: Path, other: Path) -> bool:
    """Whether bytes amid the one stand at about the same place in the other; what is in front differs by little."""
    place, slack = 1 << 20, 4096
    with open(one, "rb") as first, open(other, "rb") as second:
        first.seek(place)
        second.seek(place - slack)
        return first.read(64) in second.read(2 * slack)


def make_log(name: str) -> None:
    """The log of a server, as it appends it; the empty base file in front is left out."""
    target = data_path(name)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="making-") as directory:
        with Server(Path(directory), "dump.rdb", appends=True) as server:
            server.feed(log_commands())
            server.ask(b"CONFIG", b"SET", b"appendfsync", b"always")
            server.ask(b"SET", b"last", b"1")
        made = next(Path(directory).glob("appendonlydir/*.1.incr.aof"))
        run = subprocess.run(["redis-check-aof", str(made)], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"redis-check-aof does not like {made.name}:\n{run.stdout}")
        made.replace(target)
    print(f"{name}: {target.stat().st_size:,} bytes, redis-check-aof says valid", flush=True)


def stop(*_) -> None:
    # As an exception, so that the server is stopped and unfinished files are removed.
    sys.exit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the files that the benchmarks read.")
    parser.add_argument("--only", default=",".join(FILES), help="names, with commas between them")
    names = parser.parse_args().only.split(",")
    unknown = set(names) - set(FILES)
    if unknown:
        parser.error("no such data set: " + ", ".join(sorted(unknown)))
    signal.signal(signal.SIGTERM, stop)
    cache_directory().mkdir(parents=True, exist_ok=True)
    for name in names:
        if data_path(name).exists():
            print(f"{name}: there already, {data_path(name).stat().st_size:,} bytes")
            continue
        start = time.perf_counter()
        if name == "log":
            make_log(name)
        elif name in MAKERS:
            make(name)
        else:
            make_other_order(name, next(first for first, other in OTHER_ORDERS.items() if other == name))
        print(f"{name}: made in {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
