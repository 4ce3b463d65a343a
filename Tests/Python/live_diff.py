#!/usr/bin/env python3
"""Proves `rdbtool digest` and `rdbtool diff` against real servers.

usage: live_diff.py RDBTOOL SEED [SERVER ...]

The same data, piped into each server and saved, has one digest and no difference; a certificate of one server's file
holds for another's, and for its JSON. Recorded mutations are exactly the differences that are found, in RDB files and in
the JSON that `convert` makes of them. The commands of `diff --to resp`, piped into a server that holds what was, make what
is; also where it holds that under other names and in other databases.
Exit status 77 where fewer than two servers are there.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from base64 import b64decode

from fixtures.server import Kind, Server, stop_on_signals
from live_convert import ANY_SIGNS, TARGETS, WRONG, compare, compare_digests, convert, expect, facts, pipe
from live_data import FAR, RandomData


def run(tool, *words):
    done = subprocess.run([tool, *map(str, words)], capture_output=True)
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def save(server, path):
    server.client("SAVE")
    path.write_bytes((server.dir / "dump.rdb").read_bytes())
    return path


def text(name):
    """Bytes of a string of a JSON report."""
    return b64decode(name[7:]) if name.startswith("base64:") else name.encode()


def loaded(kind, dump):
    """A server that starts with a dump of its own."""
    server = Server(kind)
    (server.dir / "dump.rdb").write_bytes(dump.read_bytes())
    return server


class Mutations:
    """Changes keys of a server, one change a key, and keeps account of what a comparison must find."""

    def __init__(self, client, kind, seed):
        self.client, self.kind, self.random = client, kind, random.Random(seed)
        self.keys = {}      # (database, key): added, removed, changed
        self.parts = {}     # (database, key): {(op, part, name)}

    def run(self):
        for database in (0, 3, 9):
            self.client("SELECT", database)
            for key in sorted(self.client("KEYS", "*")):
                if self.random.randrange(3) == 0:
                    self.change(database, key)
            for number in range(5):
                key = b"new:%d" % number
                self.client("SET", key, "value")
                self.keys[database, key] = "added"
        self.client("SELECT", 0)

    def note(self, place, *parts):
        self.keys[place] = "changed"
        self.parts[place] = set(parts)

    def change(self, database, key):
        place = database, key
        choice = self.random.randrange(6)
        if choice == 0:
            self.client("DEL", key)
            self.keys[place] = "removed"
        elif choice == 1:
            self.client("PEXPIREAT", key, FAR + 5_000_000 + self.random.randrange(1000))
            self.keys[place] = "changed"
        elif choice == 2:
            self.client("RENAME", key, b"renamed:" + key)
            self.keys[place], self.keys[database, b"renamed:" + key] = "removed", "added"
        else:
            getattr(self, self.client("TYPE", key).decode())(place, key)

    def string(self, place, key):
        self.client("SET", key, "another value", "KEEPTTL")
        self.note(place, ("changed", "value", None))

    def list(self, place, key):
        self.client("RPUSH", key, "pushed")
        length = self.client("LLEN", key)
        self.note(place, ("added", "item", b"%d" % (length - 1)))

    def set(self, place, key):
        member = sorted(self.client("SMEMBERS", key))[0]
        if self.client("SCARD", key) > 1 and self.random.randrange(2):
            self.client("SREM", key, member)
            self.note(place, ("removed", "member", member))
        else:
            self.client("SADD", key, "added")
            self.note(place, ("added", "member", b"added"))

    def zset(self, place, key):
        self.client("ZADD", key, "0.25", "added")
        member = self.client("ZRANGE", key, 0, 0)[0]
        parts = [("added", "member", b"added")]
        if member != b"added":
            self.client("ZADD", key, "123456.5", member)
            parts.append(("changed", "score", member))
        self.note(place, *parts)

    def hash(self, place, key):
        field = sorted(self.client("HKEYS", key))[0]
        choice = self.random.randrange(4)
        if choice == 0 and self.client("HLEN", key) > 1:
            expires = self.kind.field_ttl and self.client("HPEXPIRETIME", key, "FIELDS", 1, field)[0] > 0
            self.client("HDEL", key, field)
            self.note(place, ("removed", "field", field), *[("removed", "field-expiry", field)] * expires)
        elif choice == 1 and self.kind.field_ttl:
            had = self.client("HPEXPIRETIME", key, "FIELDS", 1, field)[0] > 0
            self.client("HPEXPIREAT", key, FAR + 9_000_000, "FIELDS", 1, field)
            self.note(place, ("changed" if had else "added", "field-expiry", field))
        else:
            self.client("HSET", key, "added", "value")
            self.note(place, ("added", "field", b"added"))

    def stream(self, place, key):
        choice = self.random.randrange(3)
        if choice == 0:
            self.client("XADD", key, "999-1", "field", "value")
            self.note(place, ("added", "entry", b"999-1"), ("changed", "last-id", None))
        elif choice == 1:
            self.client("XGROUP", "CREATE", key, "another", "0")
            self.note(place, ("added", "group", b"another"))
        else:
            self.client("XADD", key, "999-1", "field", "value")
            self.client("XDEL", key, "999-1")
            self.note(place, ("changed", "last-id", None))


def same_data(tool, kinds, seed, folder):
    """One digest and no difference, whichever server saved the data."""
    oldest = kinds[0]
    with Server(oldest) as source:
        RandomData(source.client, oldest, seed).fill(())
        dump = save(source, folder / f"{oldest.name}.rdb")
    commands, messages, _ = convert(tool, dump, "--to", "resp", "--for", "redis-6.2")
    digests = {run(tool, "digest", "-q", dump)[0].split()[0]}
    held = certificate(tool, dump)
    for kind in kinds[1:]:
        with Server(kind) as server:
            pipe(server, commands, f"into {kind.name}")
            other = save(server, folder / f"{kind.name}.rdb")
        digests.add(run(tool, "digest", "-q", other)[0].split()[0])
        for pair in ((dump, other), (other, dump), (held, other), (held, exported(tool, other))):
            expect(run(tool, "diff", *pair) == ("the same\n", "", 0), kind.name, *run(tool, "diff", *pair))
    expect(len(digests) == 1, "digests of the same data:", digests)


def mutations(tool, kind, seed, folder):
    """The differences are what was changed, and the patch makes them."""
    with Server(kind) as server:
        RandomData(server.client, kind, seed).fill(())
        server.client("DEBUG", "RELOAD")
        before = save(server, folder / "before.rdb")
        made = Mutations(server.client, kind, seed)
        made.run()
        after = save(server, folder / "after.rdb")
        old, new = (exported(tool, path) for path in (before, after))
        held = certificate(tool, before)
        for a in (before, held):
            expect(run(tool, "diff", a, old) == ("the same\n", "", 0), kind.name, *run(tool, "diff", a, old))
        answer = run(tool, "diff", "-q", held, new)
        expect(answer == ("", "", 1), kind.name, "certificate", *answer)
        for pair in ((before, after), (old, after), (before, new), (old, new)):
            found(tool, *pair, made, f"{kind.name}, {pair[0].name}, {pair[1].name}")
        for pair in ((before, after), (old, new)):
            patched(tool, kind, *pair, server, folder)


def certificate(tool, dump):
    """What `digest` certifies of a dump."""
    path = dump.with_suffix(".json")
    expect(run(tool, "digest", "--certificate", dump, "-o", path) == ("", "", 0), dump.name, "certificate")
    return path


def exported(tool, dump):
    """What `convert` makes of a dump."""
    path = dump.with_suffix(".ndjson.gz")
    output, messages, status = run(tool, "convert", "--include", "meta", dump, "-o", path)
    expect(status == 0 and not messages, dump.name, "exit", status, messages)
    return path


def found(tool, before, after, made, what):
    output, messages, status = run(tool, "diff", "--format", "json", before, after)
    expect(status == 1 and not messages, what, "exit", status, messages)
    keys, parts = {}, {}
    for line in output.splitlines():
        difference = json.loads(line)
        place = difference["db"], text(difference["key"])
        keys[place] = difference["op"]
        parts[place] = {(change["op"], change["part"], text(change["name"]) if "name" in change else None)
                        for change in difference.get("changes", ())}
    compare(f"{what}: keys", keys, made.keys)
    compare(f"{what}: parts", {place: parts.get(place) for place in made.parts}, made.parts)


def patched(tool, kind, before, after, server, folder):
    patch = subprocess.run(
        [tool, "diff", "--to", "resp", "--for", TARGETS[kind.name], before, after], capture_output=True)
    what = f"{kind.name}, patched to {after.name}"
    expect(patch.returncode == 1, what, "exit", patch.returncode, patch.stderr)
    with loaded(kind, folder / "before.rdb") as target:
        pipe(target, patch.stdout, what)
        compare(what, facts(target.client, kind), facts(server.client, kind))
        compare_digests(what, target.client, server.client, ANY_SIGNS)
        again = save(target, folder / "again.rdb")
        expect(run(tool, "diff", again, after) == ("the same\n", "", 0), what, *run(tool, "diff", again, after))


def expiring(tool, kind, folder):
    """Keys of which all members are replaced keep their expiry; fields keep theirs where expiries are ignored."""
    with Server(kind) as server:
        client = server.client
        make(client, "a", FAR)
        before = save(server, folder / "before.rdb")
        for key in client("KEYS", "*"):
            client("DEL", key)
        make(client, "b", FAR)
        patched(tool, kind, before, save(server, folder / "after.rdb"), server, folder)
    if kind.field_ttl:
        fields(tool, kind, folder)


def make(client, name, expiry):
    """A key of each type that `name` is all of."""
    for words in (("SET", "t", name), ("SADD", "s", name), ("ZADD", "z", 1, name), ("HSET", "h", name, 1),
                  ("RPUSH", "l", name)):
        client(*words)
        client("PEXPIREAT", words[1], expiry)


def fields(tool, kind, folder):
    """A patch that ignores expiries takes none from a field that has one on both sides."""
    with Server(kind) as server:
        for name, value in (("before", 1), ("after", 9)):
            server.client("HSET", "h", "a", value, "b", value)
            server.client("HPEXPIREAT", "h", FAR + value, "FIELDS", 1, "a")
            save(server, folder / f"{name}.rdb")
    before, after = folder / "before.rdb", folder / "after.rdb"
    patch = subprocess.run(
        [tool, "diff", "--ignore", "ttl", "--to", "resp", before, after], capture_output=True)
    with loaded(kind, before) as target:
        pipe(target, patch.stdout, f"{kind.name}, fields")
        expect(target.client("HGET", "h", "a") == b"9", kind.name, "fields: value")
        expect(target.client("HPEXPIRETIME", "h", "FIELDS", 2, "a", "b")[0] > 0, kind.name, "fields: expiry is gone")


MAPPING = ("--map-db", "0:3,3:0", "--rename", "s/:/::/g", "--prefix-add", "moved:")


def migrated(tool, kind, folder):
    """A server that holds A under other names: compared by them, and made B by a patch."""
    before, after, moved = (folder / f"{name}.rdb" for name in ("before", "after", "moved"))
    what = f"{kind.name}, migrated"
    answer = run(tool, "rewrite", before, "-o", moved, *MAPPING)
    expect(answer == ("", "", 0), what, *answer)
    expect(run(tool, "diff", *MAPPING, before, moved) == ("the same\n", "", 0), what)
    patch = subprocess.run(
        [tool, "diff", "--to", "resp", "--for", TARGETS[kind.name], *MAPPING, before, after], capture_output=True)
    expect(patch.returncode == 1, what, "exit", patch.returncode, patch.stderr)
    with loaded(kind, moved) as target:
        pipe(target, patch.stdout, what)
        again = save(target, folder / "again.rdb")
        expect(run(tool, "diff", again, after) == ("the same\n", "", 0), what, *run(tool, "diff", again, after))


def main(tool, seed, *names):
    import tempfile
    stop_on_signals()
    kinds = [kind for kind in map(Kind, names or TARGETS) if kind.available]
    if len(kinds) < 2:
        print("Skipped: comparisons of several servers' dumps, which are not there (make servers).")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        same_data(tool, kinds, int(seed), folder)
        for number, kind in enumerate(kinds):
            mutations(tool, kind, int(seed) + number, folder)
            migrated(tool, kind, folder)
            expiring(tool, kind, folder)
    for line in WRONG[:12]:
        print(line)
    print(f"seed {seed}: {len(WRONG)} wrong")
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
