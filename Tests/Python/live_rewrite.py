#!/usr/bin/env python3
"""Proves `rdbtool rewrite` against one real server: what it makes of a dump, loaded by the server, is equal data.

usage: live_rewrite.py RDBTOOL SERVER SEED [all]

SERVER is a name of scripts/servers.py, such as redis-7.0.15. Every option that keeps the data is tried, alone or
together with the one that undoes it; and files for other servers are loaded by those. Without "all" it is a part of
this, another one for each seed. Compared are DEBUG DIGEST and what that does not see, as in live_convert.py, or for another server the values. Exit status 77 where the server is
not there.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

import live_convert as convert
from fixtures.resp import ServerError
from fixtures.server import Kind, Server, stop_on_signals
from live_data import RandomData

# What is done one after the other, and whether the file must be the same afterwards.
WAYS = [
    ([[]], True),
    ([["--reencode"]], True),
    ([["--key", "*", "--bytes", "0.."]], False),
    ([["--no-compress"], ["--reencode"]], True),
    ([["--no-compress", "--no-crc", "--strip", "aux"]], False),
    ([["--rename", "s/^(.)/<$1/"], ["--prefix-strip", "<"]], False),
    ([["--prefix-add", "x:"], ["--rename", "s/^x://"]], False),
    ([["--shift-ttl", "+90m", "--reencode"], ["--shift-ttl", "-90m", "--verify"]], True),
    ([["--map-db", "0:9,9:0,3:7"], ["--map-db", "0:9,9:0,7:3"]], False),
]

MODULE_KEYS = (b"json:", b"bloom:", b"series:")


def rewrite(tool, dump, target, *options):
    done = subprocess.run([tool, "rewrite", *options, str(dump), "-o", str(target)], capture_output=True)
    return done.stderr.decode(errors="replace"), done.returncode


def load(server, file):
    """Puts a file in the place of all data."""
    (server.dir / "dump.rdb").write_bytes(file.read_bytes())
    server.client("DEBUG", "RELOAD", "NOSAVE")


def ways(tool, kind, seed, policy, sizes, some=WAYS):
    with convert.server_of(kind, policy) as source, convert.server_of(kind, policy) as other:
        data = RandomData(source.client, kind, seed)
        data.fill(sizes)
        data.hint(policy)
        source.client("SAVE")
        source.client("DEBUG", "RELOAD")
        source.client("SAVE")
        # Looking at a key is a use of it: hints come first.
        hints = convert.hints(source.client, policy)
        facts = convert.facts(source.client, kind)
        dump = source.dir / "dump.rdb"
        for number, (steps, is_same) in enumerate(some):
            name = f"{kind.name} seed {seed} {policy} {steps}:"
            file = dump
            for step, options in enumerate(steps):
                made = source.dir / f"made-{number}-{step}.rdb"
                messages, status = rewrite(tool, file, made, *options)
                convert.expect(status == 0 and not messages, name, status, messages)
                file = made if status == 0 else dump
            convert.expect(not is_same or file.read_bytes() == dump.read_bytes(), name, "other bytes")
            load(other, file)
            convert.compare_hints(name, policy, hints, convert.hints(other.client, policy))
            convert.compare(name, facts, convert.facts(other.client, kind))
            convert.compare_digests(name, source.client, other.client)


def targets(tool, kind, seed, count):
    """Files for other servers, in which nothing but what those cannot hold is missing."""
    with convert.server_of(kind, "noeviction") as source:
        RandomData(source.client, kind, seed).fill((70_000,))
        source.client("SAVE")
        source.client("DEBUG", "RELOAD")
        others = [name for name in convert.TARGETS if name != kind.name and Kind(name).available]
        random.Random(seed).shuffle(others)
        for name in others[:count]:
            target(tool, kind, source, Kind(name), convert.TARGETS[name])


def target(tool, kind, source, other, name):
    made = source.dir / f"{name}.rdb"
    # The other servers have no modules.
    messages, status = rewrite(tool, source.dir / "dump.rdb", made, "--for", name, "--on-unsupported", "degrade",
                               *(["--strip", "modules"] if kind.modules else []))
    what = f"{kind.name} for {name}:"
    convert.expect(status == 0, what, status, messages)
    if status != 0:
        return
    with Server(other) as server:
        try:
            load(server, made)
        except ServerError as error:
            return convert.expect(False, what, "does not load:", error)
        for database in range(16):
            for client in (source.client, server.client):
                client("SELECT", database)
            keys = {key for key in source.client("KEYS", "*") if not key.startswith(MODULE_KEYS)}
            convert.expect(keys == set(server.client("KEYS", "*")), what, "keys differ in", database)
            for key in keys:
                compare_key(what, source, server, database, key)


def compare_key(what, left, right, database, key):
    clients = left.client, right.client
    values = [value(client, key) for client in clients]
    convert.expect(values[0] == values[1], what, "value of", database, key, *values)
    times = [client("PTTL", key) for client in clients]
    convert.expect(abs(times[0] - times[1]) < 60_000, what, "expiry of", database, key, *times)
    if left.kind.field_ttl and right.kind.field_ttl and clients[0]("TYPE", key) == b"hash":
        expiries = [field_expiries(client, key) for client in clients]
        convert.expect(expiries[0] == expiries[1], what, "expiries of fields of", database, key, *expiries)


def value(client, key):
    """A value as all versions show it: their digests differ by how they print scores and by what they sum up."""
    kind = client("TYPE", key)
    if kind == b"string":
        return client("GET", key)
    if kind == b"list":
        return client("LRANGE", key, 0, -1)
    if kind == b"set":
        return sorted(client("SMEMBERS", key))
    if kind == b"hash":
        return sorted(convert.flatten(client("HGETALL", key)).items())
    if kind == b"zset":
        pairs = convert.flatten(client("ZRANGE", key, 0, -1, "WITHSCORES"))
        return sorted((member, float(score)) for member, score in pairs.items())
    groups = [convert.flatten(group) for group in client("XINFO", "GROUPS", key)]
    names = [group[b"name"] for group in groups]
    return (client("XRANGE", key, "-", "+"), [group[b"last-delivered-id"] for group in groups],
            [client("XPENDING", key, name) for name in names],
            [sorted(convert.flatten(item)[b"name"] for item in client("XINFO", "CONSUMERS", key, name))
             for name in names])


def field_expiries(client, key):
    fields = sorted(client("HKEYS", key))
    return client("HPEXPIRETIME", key, "FIELDS", len(fields), *fields)


def main(tool, name, seed, extent=""):
    stop_on_signals()
    kind = Kind(name)
    with tempfile.TemporaryDirectory() as folder:
        if not kind.available:
            convert.system_server(kind, Path(folder))
        if not kind.available:
            print(f"Skipped: rewriting for {name}, which is not there (make servers).")
            return 77
        if extent == "all":
            ways(tool, kind, seed, "allkeys-lru", (70_000, 1_200_000))
            ways(tool, kind, seed + 1, "allkeys-lfu", ())
            targets(tool, kind, seed, len(convert.TARGETS))
        else:
            some = WAYS[1:2] + random.Random(seed).sample(WAYS[2:], 2)
            policy, sizes = random.Random(seed).choice((("allkeys-lru", (70_000,)), ("allkeys-lfu", ())))
            ways(tool, kind, seed, policy, sizes, some)
            targets(tool, kind, seed, 1)
    for text in convert.WRONG[:12]:
        print(text)
    print(f"{kind.name}, seed {seed}: {len(convert.WRONG)} wrong")
    return 1 if convert.WRONG else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:]))
