#!/usr/bin/env python3
"""Proves `rdbtool convert --to resp` against one real server: what it makes of a dump, piped into an empty server of
the same kind with `redis-cli --pipe`, gives equal data.

usage: live_convert.py RDBTOOL SERVER SEED [STEP]

SERVER is a name of scripts/servers.py, such as redis-7.0.15. Compared are DEBUG DIGEST and what that does not see:
streams with their groups, expiries of keys and fields, functions; with --restore also idle times, frequencies and
the values of modules. Every STEP-th fixture is tried, all by default. Exit status 77 where the server is not there.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fixtures.resp import ServerError
from fixtures.server import Kind, Server, stop_on_signals
from live_data import RandomData

TARGETS = {"redis-6.2.14": "redis-6.2", "redis-7.0.15": "redis-7.0", "redis-7.4.1": "redis-7.4",
           "redis-8.2.3": "redis-8.2", "valkey-9.1.2": "valkey-9.1"}
WRONG = []


def expect(holds, *what):
    if not holds:
        WRONG.append(" ".join(map(str, what))[:2000])


def flatten(pairs):
    return dict(zip(pairs[::2], pairs[1::2]))


def stream_facts(client, key):
    """XINFO STREAM FULL without what loading changes: nodes of the tree, times of consumers."""
    info = flatten(client("XINFO", "STREAM", key, "FULL", "COUNT", 0))
    groups = []
    for group in info.pop(b"groups"):
        group = flatten(group)
        consumers = []
        for consumer in group.pop(b"consumers"):
            consumer = flatten(consumer)
            for name in (b"seen-time", b"active-time"):
                consumer.pop(name, None)
            consumers.append(sorted(consumer.items()))
        groups.append((sorted(group.items()), sorted(consumers, key=str)))
    for name in (b"radix-tree-keys", b"radix-tree-nodes"):
        info.pop(name)
    # Settings and history of producers: no dump of these versions has them.
    return sorted(
        (name, value) for name, value in info.items() if not name.startswith((b"idmp", b"pids", b"iids"))), groups


def expire(client):
    """Lets the server forget what has expired."""
    for database in range(16):
        client("SELECT", database)
        client("SCAN", 0, "COUNT", 10**6)
    client("SELECT", 0)


def facts(client, kind):
    """All that DEBUG DIGEST does not see, by database and key."""
    found = {}
    expire(client)
    for database in range(16):
        client("SELECT", database)
        for key in client("KEYS", "*"):
            kind_of_key = client("TYPE", key)
            fact = [kind_of_key, client("PEXPIRETIME", key) if kind.listpack else client("TTL", key) > 0]
            if kind_of_key == b"stream":
                fact.append(stream_facts(client, key))
            elif kind_of_key == b"hash" and kind.field_ttl:
                fields = sorted(client("HKEYS", key))
                fact.append(list(zip(fields, client("HPEXPIRETIME", key, "FIELDS", len(fields), *fields))))
            elif kind_of_key not in (b"string", b"list", b"set", b"zset", b"hash"):
                # TopK writes addresses of its process into its dump.
                is_topk = kind_of_key == b"TopK-TYPE"
                fact.append(client("TOPK.LIST", key, "WITHCOUNT") if is_topk else client("DUMP", key))
            found[database, key] = fact
    client("SELECT", 0)
    if kind.listpack:
        found["functions"] = sorted(map(str, client("FUNCTION", "LIST", "WITHCODE")))
    return found


def hints(client, policy):
    """Idle time or frequency of each key; nothing may have touched the keys before."""
    word = {"allkeys-lru": "IDLETIME", "allkeys-lfu": "FREQ"}.get(policy)
    found = {}
    for database in range(16):
        client("SELECT", database)
        for key in client("KEYS", "*") if word else ():
            found[database, key] = client("OBJECT", word, key)
    client("SELECT", 0)
    return found


def compare_hints(what, policy, left, right):
    """Idle times go on while the test runs."""
    expect(left.keys() == right.keys(), what, "keys with hints differ")
    for place in left.keys() & right.keys():
        expect(abs(left[place] - right[place]) <= (60 if policy.endswith("lru") else 0),
               what, "hint of", place, "is", right[place], "was", left[place])


def convert(tool, dump, *options):
    done = subprocess.run([tool, "convert", *options, str(dump)], capture_output=True)
    return done.stdout, done.stderr.decode(), done.returncode


def pipe(server, commands, what, refused=0):
    """Sends commands as `redis-cli --pipe`; all must be answered, and none but so many be refused."""
    done = subprocess.run(
        ["redis-cli", "-s", str(server.socket), "--pipe"], input=commands, capture_output=True, timeout=60)
    answer = done.stdout.decode(errors="replace")
    match = re.search(r"errors: (\d+), replies: (\d+)", answer)
    wanted = len(re.findall(rb"(?:^|\r\n)\*\d+\r\n\$\d+\r\n(?=[A-Z])", commands)) if len(commands) < 2_000_000 else None
    expect(match and int(match[1]) == refused, what, answer, done.stderr.decode(errors="replace"))
    expect(match and (wanted is None or int(match[2]) == wanted), what, "replies:", answer, "wanted:", wanted)


def compare(what, left, right):
    for place in sorted(left.keys() | right.keys(), key=str):
        if left.get(place) != right.get(place):
            expect(False, what, place, "\n  is     ", right.get(place), "\n  was    ", left.get(place))


def server_of(kind, policy):
    config = {"maxmemory-policy": policy, "lfu-decay-time": 0}
    # Modules look at keys that are loaded, which counts as a use.
    return Server(kind, config, modules=kind.modules and policy != "allkeys-lfu")


def load_back(tool, kind, source, dump, policy, what):
    """Both ways of making the data, each into an empty server."""
    wanted = hints(source.client, policy)
    for options in ((), ("--restore",)):
        name = f"{what} {' '.join(options)}:"
        commands, messages, status = convert(tool, dump, "--to", "resp", *options)
        lost = [line for line in messages.splitlines() if "not in the output" in line and "idle times" not in line
                and "frequencies" not in line and "module AUX" not in line]
        lacks_modules = kind.modules and "module AUX" in messages
        expect(not lost and status == (1 if lacks_modules else 0), name, status, messages)
        with server_of(kind, policy) as target:
            pipe(target, commands, name)
            if options:
                compare_hints(name, policy, wanted, hints(target.client, policy))
            compare(name, facts(source.client, kind),
                    facts(target.client, kind))
            compare_digests(name, source.client, target.client)


# A server keeps the sign of a zero only in large sets: it depends on the size at the time of the command.
LOST_SIGNS = {(b"-0", b"0")}
# To a comparison both are one score, so a patch leaves the one that is there.
ANY_SIGNS = LOST_SIGNS | {(b"0", b"-0")}


def compare_digests(name, left, right, signs=LOST_SIGNS):
    """Servers take their time to forget fields that have expired, and digest them until then."""
    for _ in range(20):
        if left("DEBUG", "DIGEST") == right("DEBUG", "DIGEST"):
            return
        time.sleep(0.1 if "expired" in name else 0)
    differ(name, left, right, signs)


def different(left, right, key):
    if left("TYPE", key) == b"zset":
        scores = [client("ZRANGE", key, 0, -1, "WITHSCORES") for client in (left, right)]
        return [pair for pair in zip(*scores) if pair[0] != pair[1]]
    return None


def differ(name, left, right, signs):
    """Which values a digest differs in."""
    explained = 0
    for database in range(16):
        for client in (left, right):
            client("SELECT", database)
        for key in left("KEYS", "*"):
            digests = [client("DEBUG", "DIGEST-VALUE", key)[0] for client in (left, right)]
            if digests[0] == digests[1]:
                continue
            pairs = different(left, right, key)
            explained += 1
            if not pairs or set(pairs) - signs:
                expect(False, name, "digest of", database, key, left("TYPE", key), pairs)
    expect(explained, name, "DEBUG DIGEST differs")


def random_data(tool, kind, seed, policy, sizes):
    with server_of(kind, policy) as source:
        data = RandomData(source.client, kind, seed)
        data.fill(sizes)
        data.hint(policy)
        source.client("SAVE")
        # Scores of -0 can change when a server loads them.
        source.client("DEBUG", "RELOAD")
        load_back(tool, kind, source, source.dir / "dump.rdb", policy, f"seed {seed} {policy}")
        for name, target in TARGETS.items():
            other = Kind(name)
            if sizes and name != kind.name and other.available:
                for_target(tool, kind, other, target, source.dir / "dump.rdb")


def for_target(tool, kind, other, target, dump):
    commands, messages, status = convert(tool, dump, "--to", "resp", "--for", target)
    what = f"{kind.name} for {target}:"
    with Server(other) as server:
        # The other servers have no modules; values of modules are restored from payloads.
        pipe(server, commands, what, commands.count(b"\r\n$7\r\nRESTORE\r\n") if kind.modules else 0)
        expect(server.client("DBSIZE") > 50, what, "keys are missing")


def deleted_pending(tool, kind, seed):
    """Entries that are pending and deleted, which no single command makes."""
    with server_of(kind, "noeviction") as source:
        data = RandomData(source.client, kind, seed)
        keys = [data.stream("gone", count, True) for count in (5, 40, 250)]
        source.client("SAVE")
        dump = source.dir / "dump.rdb"
        load_back(tool, kind, source, dump, "noeviction", "pending")
        groups = [group for key in keys for group in map(flatten, source.client("XINFO", "GROUPS", key))]
        expect(sum(group[b"pending"] for group in groups) > 100, "pending: nothing was")


def fixtures(tool, kind, first=0, step=1):
    """Each fixture that this server has written."""
    manifest = json.loads((ROOT / "Fixtures/manifest.json").read_text())["files"]
    policies = {"lru-idle": "allkeys-lru", "lfu-freq": "allkeys-lfu"}
    for policy in ("noeviction", *policies.values()):
        names = [name for name, fact in sorted(manifest.items()) if fact["server"] == kind.name
                 and policy == next((policies[word] for word in policies if word in name), "noeviction")
                 and "databases_large" not in name and "slot-info" not in name
                 and (kind.modules or not set(fact["modules"]) - {"vectorset"})]
        with server_of(kind, policy) as source, server_of(kind, policy) as target:
            for name in names[first::step]:
                fixture(tool, kind, source, target, name, policy)


def fixture(tool, kind, source, target, name, policy):
    dump = source.dir / "dump.rdb"
    dump.write_bytes((ROOT / "Fixtures" / name).read_bytes())
    try:
        source.client("DEBUG", "RELOAD", "NOSAVE")
    except ServerError as error:
        print(f"{kind.name} does not load {name}: {error}")
        return
    for options in ((), ("--restore",)):
        target.client("FLUSHALL")
        if kind.listpack:
            target.client("FUNCTION", "FLUSH")
        commands, messages, status = convert(tool, ROOT / "Fixtures" / name, "--to", "resp", *options)
        what = f"{name} {' '.join(options)}:"
        pipe(target, commands, what)
        if options:
            compare_hints(what, policy, hints(source.client, policy), hints(target.client, policy))
        compare(what, facts(source.client, kind), facts(target.client, kind))
        compare_digests(what, source.client, target.client)


def system_server(kind, folder):
    """Debian's own server, where it is of this version, in the place of one that `make servers` would put there."""
    program = shutil.which("redis-server")
    version = subprocess.run([program, "--version"], capture_output=True).stdout if program else b""
    if b"v=" + kind.name.removeprefix("redis-").encode() in version:
        (folder / "server").symlink_to(program)
        kind.folder = folder


def main(tool, name, seed, step=1):
    stop_on_signals()
    kind = Kind(name)
    with tempfile.TemporaryDirectory() as folder:
        if not kind.available:
            system_server(kind, Path(folder))
        if not kind.available:
            print(f"Skipped: conversions through {name}, which is not there (make servers).")
            return 77
        return prove(tool, kind, seed, step)


def prove(tool, kind, seed, step):
    random_data(tool, kind, seed, "allkeys-lru", (70_000, 1_200_000))
    random_data(tool, kind, seed + 1, "allkeys-lfu", ())
    deleted_pending(tool, kind, seed)
    fixtures(tool, kind, seed % step, step)
    for text in WRONG[:12]:
        print(text)
    print(f"{kind.name}, seed {seed}: {len(WRONG)} wrong")
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3], *map(int, sys.argv[3:])))
