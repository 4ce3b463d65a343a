#!/usr/bin/env python3
"""Makes Fixtures/aof: append-only files of every layout, from the servers that are there.

A folder for each case and server, with the files as the server left them when it was killed.
"""

import shutil
import time
from pathlib import Path

from fixtures.server import Kind, Server, stop_on_signals

SERVERS = ["redis-6.2.14", "redis-7.0.15", "redis-8.2.3", "valkey-9.1.2"]
TARGET = Path(__file__).parent.parent / "Fixtures" / "aof"


def writes(client):
    """Plain commands, a transaction, a script, two databases, an expiry."""
    for number in range(6):
        client("SET", f"key:{number}", "value" * number)
    client("SET", "binary\r\n\0", b"\xff\0*1\r\n$4\r\nPING\r\n")
    client("SELECT", 3)
    client("MULTI")
    client("INCR", "count")
    client("HSET", "hash", "field", "1", "other", "2")
    client("EXEC")
    client("EVAL", "redis.call('SET', KEYS[1], 'a') redis.call('DEL', KEYS[1])",
           1, "gone")
    client("SET", "session", "x", "PXAT", 4102444800000)


def functions(client):
    client("FUNCTION", "LOAD",
           "#!lua name=lib\nredis.register_function('f', function() end)")


def rewrite(client):
    """A rewrite, waited for."""
    client("BGREWRITEAOF")
    for _ in range(500):
        info = client("INFO", "persistence")
        if (b"aof_rewrite_in_progress:0" in info
                and b"aof_rewrite_scheduled:0" in info):
            return
        time.sleep(0.02)
    raise RuntimeError("the rewrite does not end")


def plain(client, kind):
    writes(client)


def rewritten(client, kind):
    writes(client)
    if kind.listpack:
        functions(client)
    rewrite(client)
    client("SELECT", 0)
    client("SET", "late", "1")
    rewrite(client)
    client("DEL", "late")


def rewriting(client, kind):
    """Killed while the second rewrite is under way: two increments, and a temporary file."""
    writes(client)
    client("CONFIG", "SET", "rdb-key-save-delay", 3_000_000)
    client("BGREWRITEAOF")
    time.sleep(0.5)
    client("SELECT", 1)
    client("SET", "meanwhile", "1")


CASES = {
    "plain": (plain, {"aof-use-rdb-preamble": "no"}),
    "rewritten": (rewritten, {"aof-use-rdb-preamble": "yes"}),
    "commands": (rewritten, {"aof-use-rdb-preamble": "no"}),
    "rewriting": (rewriting, {"aof-use-rdb-preamble": "yes"}),
    "timestamps": (rewritten, {"aof-use-rdb-preamble": "yes",
                               "aof-timestamp-enabled": "yes"}),
}


def collect(server, target):
    """Copies what the server has written."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    folder = server.dir / "appendonlydir"
    if not folder.exists():
        folder = server.dir
    names = [*folder.glob("appendonly.aof*"), *folder.glob("temp-*")]
    for path in names:
        shutil.copyfile(path, target / path.name)


def main():
    stop_on_signals()
    for kind in map(Kind, SERVERS):
        if not kind.available:
            print(f"{kind.name}: not there, its fixtures stay as they are")
            continue
        for name, (fill, config) in CASES.items():
            if "aof-timestamp-enabled" in config and not kind.listpack:
                continue
            config = {"appendonly": "yes", "appendfsync": "always",
                      "auto-aof-rewrite-percentage": 0, **config}
            with Server(kind, config) as server:
                fill(server.client, kind)
                collect(server, TARGET / f"{name}_{kind.short}")
            print(f"{name}_{kind.short}")


if __name__ == "__main__":
    main()
