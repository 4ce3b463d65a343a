#!/usr/bin/env python3
"""Proves `aoftool fix` on the logs of a real server that was killed while clients wrote.

usage: live_killed_aof.py AOFTOOL SERVER SEED KILLS

SERVER is a name of scripts/servers.py, such as redis-7.0.15. After each kill the log is mended as it was left, cut at
a random byte, and with zeros behind that as a power loss leaves them. The plan must take away just what follows the
last whole record outside an open MULTI, as a reader of its own here finds it; then the server must load the mended
files without truncating anything, and hold what another server holds into which the kept commands are piped. Exit
status 77 where the server is not there.
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fixtures.resp import Client, ServerError, encode
from fixtures.server import Kind, Server, stop_on_signals
from live_convert import WRONG, expect, system_server
from live_data import FAR

SCRIPT = "redis.call('SET', KEYS[1], ARGV[1]) redis.call('INCR', KEYS[2]) return redis.call('SADD', KEYS[3], ARGV[1])"

# One write of some MiB: only in the middle of that a kill tears the log.
BULK = "for i = 1, 800 do redis.call('SET', KEYS[1] .. i % 20, ARGV[1]) end"


class Writer(threading.Thread):
    """Sends commands faster than the server carries them out, until it dies."""

    def __init__(self, server, seed, is_bulky):
        super().__init__()
        self.client, self.random, self.is_bulky = Client(server.socket), random.Random(seed), is_bulky
        self.drain = threading.Thread(target=self.read)

    def run(self):
        self.drain.start()
        try:
            while True:
                self.client.socket.sendall(b"".join(map(encode, self.batch())))
        except OSError:
            pass
        self.drain.join()
        self.client.close()

    def read(self):
        try:
            while self.client.socket.recv(1 << 20):
                pass
        except OSError:
            pass

    def batch(self):
        if self.is_bulky:
            return [("EVAL", BULK, 1, "bulk:", self.random.randbytes(9000))]
        commands = [self.command() for _ in range(self.random.randrange(1, 60))]
        if self.random.randrange(3) == 0:
            commands = [("MULTI",), *commands, ("EXEC",)]
        if self.random.randrange(4) == 0:
            commands.insert(0, ("SELECT", self.random.randrange(3)))
        return commands

    def word(self):
        size = self.random.choice([3, 3, 10, 10, 40, 60, 300, self.random.choice([300, 3000, 20_000, 200_000])])
        return self.random.choice([b"x" * size, self.random.randbytes(size), b"*3\r\n$3\r\nSET\r\n$1\r\n" * (size // 16)])

    def command(self):
        number = self.random.randrange(30)
        value = self.word()
        return self.random.choice([
            ("SET", f"s:{number}", value), ("SET", f"s:{number}", value, "KEEPTTL"),
            ("RPUSH", f"l:{number}", value, b"tail"), ("LPOP", f"l:{number}"), ("HSET", f"h:{number}", value[:20], value),
            ("HDEL", f"h:{number}", "f"), ("ZADD", f"z:{number}", self.random.randrange(99), value[:30]),
            ("SADD", f"m:{number}", value[:30], "y"), ("SPOP", f"m:{number}"), ("INCR", f"n:{number}"),
            ("APPEND", f"a:{number}", value[:50]), ("DEL", f"s:{number}", f"l:{number}"), ("RENAME", f"s:{number}", "r"),
            ("PEXPIREAT", f"s:{number}", FAR + number), ("XADD", f"x:{number}", "*", "f", value),
            ("EVAL", SCRIPT, 3, f"s:{number}", f"n:{number}", f"m:{number}", value[:40])])


def killed(kind, chance, folder):
    """Lets a server die under load and copies what it leaves."""
    config = {"appendonly": "yes", "appendfsync": chance.choice(["everysec", "no"]),
              "aof-use-rdb-preamble": chance.choice(["yes", "no"]), "auto-aof-rewrite-percentage": 0}
    if kind.listpack:
        config["aof-timestamp-enabled"] = chance.choice(["yes", "no"])
    with Server(kind, config) as server:
        writers = [Writer(server, chance.getrandbits(32), number == 2) for number in range(chance.randrange(1, 5))]
        for writer in writers:
            writer.start()
        for _ in range(chance.choice([0, 0, 1, 2])):
            time.sleep(0.1 * chance.random())
            with suppress(ServerError):         # one is in progress already
                server.client("BGREWRITEAOF")
        time.sleep(0.02 + 0.2 * chance.random())
        server.process.kill()
        server.process.wait()
        kill_children(server.dir)
        for writer in writers:
            writer.join()
        for name in ("appendonly.aof", "appendonlydir"):
            if (server.dir / name).is_dir():
                shutil.copytree(server.dir / name, folder / name)
            elif (server.dir / name).exists():
                shutil.copy(server.dir / name, folder / name)


def kill_children(folder):
    """A child that writes the log anew outlives its parent, and holds the connections of clients open."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            pass


class Log:
    """The records of one file, as far as they are whole."""

    def __init__(self, data, start):
        self.data, self.commands = data, []     # (start, end, words)
        self.end = self.safe_end = start        # of what is whole, and of that what is outside an open MULTI
        is_open = False
        while (after := self.record(self.end)) is not None:
            is_command = self.data[self.end:self.end + 1] == b"*"
            name = self.commands[-1][2][0].upper() if is_command else b""
            self.end = after
            is_open = name == b"MULTI" or is_open and name != b"EXEC"
            if not is_open:
                self.safe_end = after

    def line(self, place):
        """The number of a line and the place behind it."""
        end = self.data.find(b"\r\n", place)
        return (None, None) if end < 0 else (int(self.data[place + 1:end]), end + 2)

    def record(self, start):
        """The end of the record at `start`; None where none is whole."""
        kind = self.data[start:start + 1]
        if kind == b"#":
            end = self.data.find(b"\n", start)
            return None if end < 0 else end + 1
        if kind != b"*":
            return None
        count, place = self.line(start)
        words = []
        for _ in range(count or 0):
            if self.data[place:place + 1] != b"$":
                return None
            length, place = self.line(place)
            if place is None or self.data[place + length:place + length + 2] != b"\r\n":
                return None
            words.append(self.data[place:place + length])
            place += length + 2
        if place is not None:
            self.commands.append((start, place, words))
        return place




class Set:
    """The files that a server loads, in order, with what the tool says of them."""

    def __init__(self, tool, kind, folder):
        self.tool, self.kind, self.folder = tool, kind, folder
        self.path = folder / ("appendonlydir" if kind.listpack else "appendonly.aof")
        self.report, self.messages, self.status = self.run("check")
        parts = self.report["parts"] if self.report else []
        home = self.path if kind.listpack else folder
        self.parts = [(home / part["file"], part.get("preamble", {}).get("bytes", 0)) for part in parts]

    def run(self, *words):
        done = subprocess.run([self.tool, *words, "--format", "json", str(self.path)], capture_output=True, text=True)
        return json.loads(done.stdout) if done.stdout else None, done.stderr, done.returncode

    def copy(self, folder):
        shutil.copytree(self.folder, folder)
        return Set(self.tool, self.kind, folder)

    @property
    def last(self):
        return self.parts[-1]

    def sizes(self):
        return {path.name: path.stat().st_size for path, _ in self.parts}


def variants(chance, killed, folder):
    """The files as they were left, cut, and with zeros where data should be."""
    yield "left", killed
    size, start = killed.last[0].stat().st_size, killed.last[1]
    for name, zeros in (("cut", 0), ("zeros", 1), ("padded", 1)):
        variant = killed.copy(folder / name)
        path = variant.last[0]
        data = path.read_bytes()
        if name != "padded":
            near = chance.choice([start, max(start, size - 300_000), max(start, size - 2000)])
            data = data[:chance.randrange(near, size + 1)]
        if zeros:
            data += bytes(chance.choice([4096 - len(data) % 4096, 4096 * chance.randrange(1, 9), 1, 2, 17]))
        path.write_bytes(data)
        yield name, Set(killed.tool, killed.kind, variant.folder)


def prove(what, files, reference, counts):
    """Mends the files and compares what the server loads with what was to be kept."""
    plan, messages, _ = files.run("fix", "--dry-run")
    if plan is None:
        return expect(False, what, "no plan:", messages)
    kept, lost = expected(what, files, plan)
    expect(plan["lost"]["commands"] == lost, what, "commands lost:", plan["lost"], "but", lost)
    expect(files.status == (1 if plan["removals"] else 0), what, "check ended with", files.status, messages)
    done, messages, status = files.run("fix", "--yes", "--max-loss", "100%")
    expect(status == (1 if plan["lost"]["bytes"] else 0), what, "fix ended with", status, messages)
    expect(done["lost"] == plan["lost"], what, "planned", plan["lost"], "done", done["lost"])
    after = Set(files.tool, files.kind, files.folder)
    expect(after.report["verdict"] == "sound", what, "is not sound:", after.messages)
    expect(after.report["commands"] == len(kept), what, "keeps", after.report["commands"], "not", len(kept))
    wanted = replayed(reference, files, kept)
    found = loaded(files)
    expect(found == wanted, what, "loads as", found, "but is", wanted)
    counts["removals"] += bool(plan["removals"])
    counts["commands"] += len(kept)


def expected(what, files, plan):
    """The commands that stay, and how many whole ones go; the plan must say the same."""
    kept, lost, removals = [], 0, []
    for path, start in files.parts:
        data = path.read_bytes()
        log = Log(data, start)
        # The files before the last one were ended by the server itself.
        end = log.safe_end
        if end < len(data):
            removals.append((path.name, end, len(data)))
        kept += [words for _, after, words in log.commands if after <= end]
        lost += sum(after > end for _, after, _ in log.commands)
    planned = [(item["file"], item["offset"], item["end"]) for item in plan["removals"]]
    expect(planned == removals, what, "planned", planned, "not", removals)
    return kept, lost


def facts(client):
    """What DEBUG DIGEST sees, and how many keys there are in each database."""
    return client("DEBUG", "DIGEST"), re.findall(rb"db\d+:keys=\d+,expires=\d+", client("INFO", "keyspace"))


def replayed(server, files, commands):
    """What a server holds into which the base file is loaded and the kept commands are piped."""
    client = server.client
    client("FLUSHALL")
    bases = [(path, size) for path, size in files.parts if size]
    for path, size in bases:
        (server.dir / "dump.rdb").write_bytes(path.read_bytes()[:size])
        client("DEBUG", "RELOAD", "NOSAVE")
    client("SELECT", 0)
    for place in range(0, len(commands), 500):
        some = commands[place:place + 500]
        client.socket.sendall(b"".join(map(encode, some)))
        for words in some:
            client.read()
    return facts(client)


def loaded(files):
    """What the server holds that starts with the files; it must not change them."""
    sizes = files.sizes()
    config = {"appendonly": "yes", "aof-load-truncated": "no", "auto-aof-rewrite-percentage": 0}
    server = Server(files.kind, config)
    shutil.rmtree(server.dir)
    shutil.copytree(files.folder, server.dir, ignore=shutil.ignore_patterns("*.journal"))
    try:
        with server:
            found = facts(server.client)
    except RuntimeError as error:
        return str(error)[-500:]
    return found if sizes == files.sizes() else "it changed the files"


def main(tool, name, seed, kills):
    stop_on_signals()
    kind = Kind(name)
    with tempfile.TemporaryDirectory() as home:
        if not kind.available:
            system_server(kind, Path(home))
        if not kind.available:
            print(f"Skipped: killing {name}, which is not there (make servers).")
            return 77
        counts = {"removals": 0, "commands": 0, "torn": 0}
        with Server(kind) as reference:
            for kill in range(kills):
                folder = Path(home) / "files"
                (folder / "left").mkdir(parents=True)
                chance = random.Random(seed + kill)
                lethal(tool, kind, chance, folder, reference, counts, f"{name}, seed {seed + kill}:")
                shutil.rmtree(folder)
    for text in WRONG[:12]:
        print(text)
    print(f"{name}, seed {seed}, {kills} kills, {counts}: {len(WRONG)} wrong")
    return 1 if WRONG else 0


def lethal(tool, kind, chance, folder, reference, counts, what):
    killed(kind, chance, folder / "left")
    left = Set(tool, kind, folder / "left")
    if not left.parts:
        return expect(False, what, "nothing was left:", left.messages)
    # Variants are made of the files before those are mended.
    for variant, files in list(variants(chance, left, folder)):
        if variant == "left":
            counts["torn"] += left.status == 1
        prove(f"{what} {variant}", files, reference, counts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
