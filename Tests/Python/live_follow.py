#!/usr/bin/env python3
"""Proves `aoftool dump --follow` against one real server that is written to and rewrites its log meanwhile.

usage: live_follow.py AOFTOOL SERVER SEED

SERVER is a name of scripts/servers.py, such as redis-7.0.15. Several clients write numbered commands, also in
transactions and in several databases; through a real pipe each number must come out once, in order and with its
database, and the follower must end on a signal. Servers before 7.0 put a new file in the place of the old one: what
is written within a moment around that may be missing, and nothing else. Exit status 77 where the server is not there.
"""

import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fixtures.resp import Client, encode
from fixtures.server import Kind, Server, stop_on_signals
from live_convert import WRONG, expect, system_server

LINE = re.compile(r"(\S+):(\d+)  (\S+)  db(\d+|\?)  (-|multi:\d+)  (.*)\n")
PUSH = re.compile(r"RPUSH log:(\d+) (\d+)")
# What may be written between two looks at a log that was replaced, in seconds.
MOMENT = 0.5


class Follower:
    """`aoftool dump --follow` and what it has printed so far."""

    def __init__(self, tool, path):
        self.process = subprocess.Popen(
            [tool, "dump", "--follow", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines, self.messages = [], []
        self.threads = [threading.Thread(target=self.read, args=pair) for pair in
                        ((self.process.stdout, self.lines), (self.process.stderr, self.messages))]
        for thread in self.threads:
            thread.start()

    @staticmethod
    def read(pipe, lines):
        for line in pipe:
            lines.append(line)

    def wait_for(self, text, seconds=60):
        deadline = time.monotonic() + seconds
        while not any(text in line for line in self.lines[-200:]):
            if time.monotonic() > deadline or self.process.poll() is not None:
                return expect(False, "it never printed", text, self.messages)
            time.sleep(0.02)

    def end(self, number):
        self.process.send_signal(number)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            expect(False, "it does not end on signal", number)
            self.process.kill()
        for thread in self.threads:
            thread.join()
        expect(self.process.returncode == 0, "it ended with", self.process.returncode, self.messages)


class Writer(threading.Thread):
    """Writes numbers one after the other, and remembers when."""

    def __init__(self, server, name, seed):
        super().__init__()
        self.client, self.name_of_key = Client(server.socket), name
        self.random = random.Random(seed + name)
        self.times = []
        self.is_over = False

    def run(self):
        self.client("SELECT", self.name_of_key)
        while not self.is_over:
            self.write(self.random.randrange(1, 21))
            time.sleep(self.random.random() / 100)
        self.client.close()

    def write(self, count):
        commands = []
        for _ in range(count):
            self.times.append(time.monotonic())
            commands.append(("RPUSH", f"log:{self.name_of_key}", len(self.times)))
        if self.random.randrange(3) == 0:
            commands = [("MULTI",), *commands, ("EXEC",)]
        self.client.socket.sendall(b"".join(map(encode, commands)))
        for _ in commands:
            self.client.read()


def rewrite(client):
    client("BGREWRITEAOF")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        state = client("INFO", "persistence")
        if b"aof_rewrite_in_progress:0" in state and b"aof_rewrite_scheduled:0" in state:
            return time.monotonic()
        time.sleep(0.005)
    raise RuntimeError("the rewrite does not end")


def follow(tool, kind, seed):
    chance = random.Random(seed)
    config = {"appendonly": "yes", "appendfsync": "everysec", "auto-aof-rewrite-percentage": 0,
              "aof-use-rdb-preamble": chance.choice(["yes", "no"])}
    if kind.listpack:
        config["aof-timestamp-enabled"] = chance.choice(["yes", "no"])
    with Server(kind, config) as server:
        path = server.dir / ("appendonlydir" if kind.listpack else "appendonly.aof")
        writers = [Writer(server, name, seed) for name in range(3)]
        for writer in writers:
            writer.start()
        time.sleep(chance.random() / 2)
        follower = Follower(tool, path)
        rewrites = []
        for _ in range(3):
            time.sleep(0.4 + chance.random() / 2)
            rewrites.append(rewrite(server.client))
        time.sleep(0.4)
        for writer in writers:
            writer.is_over = True
            writer.join()
        server.client("SET", "the", "end")
        follower.wait_for("SET the end")
        follower.end(chance.choice([signal.SIGTERM, signal.SIGINT]))
    compare(kind, follower, writers, rewrites)
    return sum(len(writer.times) for writer in writers)


def compare(kind, follower, writers, rewrites):
    found = {writer.name_of_key: [] for writer in writers}
    place = None
    for line in follower.lines:
        match = LINE.fullmatch(line)
        expect(match, "no line:", repr(line))
        if match is None:
            continue
        if place and place[0] == match[1] and (kind.listpack or int(match[2]) > place[1]):
            expect(int(match[2]) > place[1], "offsets go back:", place, line)
        place = (match[1], int(match[2]))
        push = PUSH.fullmatch(match[6])
        if push:
            found[int(push[1])].append(int(push[2]))
            known = match[4] == push[1] or (match[4] == "?" and not kind.listpack)
            expect(known, "wrong database:", line)
    for writer in writers:
        numbers = found[writer.name_of_key]
        expect(numbers == sorted(set(numbers)), "not once and in order:", writer.name_of_key)
        missing = set(range(1, len(writer.times) + 1)) - set(numbers)
        if not kind.listpack:
            missing = {number for number in missing
                       if not any(abs(writer.times[number - 1] - moment) < MOMENT for moment in rewrites)}
        expect(not missing, "missing of", writer.name_of_key, sorted(missing)[:20], "of", len(writer.times))
    replaced = sum("took its place" in line for line in follower.messages)
    expect(replaced == (0 if kind.listpack else len(rewrites)), "messages:", follower.messages)


def stuck(tool):
    """While nobody reads the pipe, the first signal waits and the second one ends it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.aof"
        path.write_bytes(encode(["PING"]))
        process = subprocess.Popen([tool, "dump", "--follow", str(path)], stdout=subprocess.PIPE)
        process.stdout.readline()
        with open(path, "ab") as log:
            log.write(encode(["SET", "key", "value"]) * 20_000)
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        expect(process.poll() is None, "it left what it was writing")
        process.send_signal(signal.SIGTERM)
        try:
            expect(process.wait(5) == -signal.SIGTERM, "it ended with", process.returncode)
        except subprocess.TimeoutExpired:
            expect(False, "the second signal did not end it")
            process.kill()
        process.stdout.close()


def main(tool, name, seed):
    stop_on_signals()
    # Whoever started this may have blocked them, and what we start would inherit that.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    kind = Kind(name)
    with tempfile.TemporaryDirectory() as folder:
        if not kind.available:
            system_server(kind, Path(folder))
        if not kind.available:
            print(f"Skipped: following {name}, which is not there (make servers).")
            return 77
        count = follow(tool, kind, seed)
    stuck(tool)
    for text in WRONG[:12]:
        print(text)
    print(f"{name}, seed {seed}, {count} commands: {len(WRONG)} wrong")
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
