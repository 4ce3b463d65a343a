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
    /// `name arity flags keys`, entries apart by `;`.
    ///
    /// Arity counts the name; negative: at least so many. Five, for SERVERS,
    /// where they differ; `.` where the server does not have it. Flags: `w` writes, `c` has subcommands in the servers
    /// from 7.0 on. Keys: ``AOFKeySpecification`` reads them.
    static let text = """
'''


# What a command does with a key: reads, updates, overwrites, removes it.
ACCESS = {"RO": "R", "RW": "U", "OW": "O", "RM": "D"}


def text_of(value):
    """Answers of a server as text, lists of names and values as dictionaries."""
    if isinstance(value, bytes):
        return value.decode()
    if not isinstance(value, list):
        return value
    return [text_of(item) for item in value]


def pairs(items):
    return dict(zip(items[::2], items[1::2]))


def specification(spec):
    """One key specification; None where it concerns no key."""
    spec = pairs(spec)
    begin, find = pairs(spec["begin_search"]), pairs(spec["find_keys"])
    access = next((ACCESS[flag] for flag in spec["flags"] if flag in ACCESS),
                  None)
    if access is None:
        return None
    if begin["type"] == "unknown":
        # BY and GET of SORT name patterns, STORE a key anywhere in the words.
        return access + "sort" if access == "O" else None
    begins, finds = pairs(begin["spec"]), pairs(find["spec"])
    text = access + (str(begins["index"]) if begin["type"] == "index" else
                     f"{begins['keyword'].lower()}@{begins['startfrom']}")
    if find["type"] == "keynum":
        return text + "#%d/%d/%d" % (finds["keynumidx"], finds["firstkey"],
                                     finds["keystep"])
    shape = finds["lastkey"], finds["keystep"], finds["limit"]
    return text if shape == (0, 1, 0) else text + "+%d/%d/%d" % shape


def specifications(entry):
    """The keys of one command; without specifications (6.2) by positions."""
    if len(entry) > 8:
        texts = [specification(spec) for spec in text_of(entry[8])]
        return ",".join(text for text in texts if text)
    first, last, step = entry[3:6]
    access = "U" if b"write" in entry[2] else "R"
    if first <= 0:
        return ""
    last = last if last < 0 else last - first
    return f"{access}{first}" + ("" if (last, step) == (0, 1) else
                                 f"+{last}/{step}/0")


def commands(server):
    """name -> (arity, writes, keys, has subcommands) of one server."""
    found = {}
    for entry in server.client("COMMAND"):
        subcommands = entry[9] if len(entry) > 9 else []
        for command in [entry, *subcommands]:
            name = command[0].decode().lower()
            found[name] = (
                command[1], b"write" in command[2], specifications(command),
                command is entry and bool(subcommands))
    return found


def entry(name, tables):
    """The text of one command; its keys are those of the newest server."""
    rows = [table.get(name) for table in tables]
    arities = ["." if row is None else str(row[0]) for row in rows]
    if len(set(arities)) == 1:
        arities = arities[:1]
    there = [row for row in rows if row]
    flags = "w" if any(row[1] for row in there) else ""
    flags += "c" if any(row[3] for row in there) else ""
    keys = sorted({row[2] for row in rows[1:] if row})
    if len(keys) > 1:
        print(f"{name}: {keys}", file=sys.stderr)
    return f"{name} {','.join(arities)} {flags or '-'} {there[-1][2] or '-'}"


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
