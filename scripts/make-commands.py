#!/usr/bin/env python3
"""Writes the table of commands that `aoftool` knows, as the servers report it.

Each server that is there (`make servers`) answers COMMAND; all five must be.
Run it again when a server is added: scripts/make-commands.py
"""

import sys
from pathlib import Path

from fixtures.server import Kind, Server, stop_on_signals

SERVERS = ["redis-6.2.14", "redis-7.0.15", "redis-7.4.1", "redis-8.2.3",
           "valkey-9.1.2"]
TARGET = (Path(__file__).parent.parent
          / "Sources/RDBKit/AOF/Commands/AOFCommandData.swift")

HEAD = '''\
// Written by scripts/make-commands.py; do not edit.

/// What `COMMAND` of each server reports, an entry for each command and subcommand.
enum AOFCommandData {
    /// `name arity flags`, entries apart by `;`.
    ///
    /// Arity counts the name; negative: at least so many. Five, for SERVERS,
    /// where they differ; `.` where the server does not have it. Flags: `w` writes, `c` has subcommands in the servers
    /// from 7.0 on; numbers are the positions of the first and the last key (negative: from the end) and their step.
    static let text = """
'''


def commands(server):
    """name -> (arity, writes, keys, has subcommands) of one server."""
    found = {}
    for entry in server.client("COMMAND"):
        subcommands = entry[9] if len(entry) > 9 else []
        for command in [entry, *subcommands]:
            name, arity, flags, *keys = command[:6]
            found[name.decode().lower()] = (
                arity, b"write" in flags, tuple(keys),
                command is entry and bool(subcommands))
    return found


def entry(name, tables):
    """The text of one command."""
    rows = [table.get(name) for table in tables]
    arities = ["." if row is None else str(row[0]) for row in rows]
    if len(set(arities)) == 1:
        arities = arities[:1]
    there = [row for row in rows if row]
    flags = "w" if any(row[1] for row in there) else ""
    flags += "c" if any(row[3] for row in there) else ""
    keys = max(row[2] for row in there)
    if keys[0] > 0:
        flags += "%d,%d,%d" % keys if keys[1] != keys[0] else "%d" % keys[0]
    return f"{name} {','.join(arities)} {flags or '-'}"


def swift(entries):
    """The source file: entries in lines of at most 110 characters."""
    lines, line = [], ""
    for text in entries:
        if line and len(line) + len(text) + 1 > 110:
            lines.append(line)
            line = ""
        line += text + ";"
    lines.append(line)
    body = "".join(f"        {line}\\\n" for line in lines)
    return (HEAD.replace("SERVERS", ", ".join(SERVERS)) + body
            + '\n        """\n}\n')


def main():
    stop_on_signals()
    tables = []
    for name in SERVERS:
        kind = Kind(name)
        if not kind.available:
            sys.exit(f"{name} is not there: make servers")
        with Server(kind) as server:
            tables.append(commands(server))
    names = sorted(set().union(*tables))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(swift([entry(name, tables) for name in names]))
    print(f"{TARGET.name}: {len(names)} commands")


if __name__ == "__main__":
    main()
