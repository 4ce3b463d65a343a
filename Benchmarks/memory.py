#!/usr/bin/env python3
"""Runs `rdbtool check`, or another verb, on each huge input and reports its peak memory against the limits."""

import argparse
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from huge import INPUTS, Huge
from measure import MIB, Run, floor_mib, machine, run, version

HERE = Path(__file__).resolve().parent
UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def size(text: str) -> int:
    parts = re.fullmatch(r"(\d+)(|KiB|MiB|GiB)", text)
    if not parts:
        raise argparse.ArgumentTypeError("a size is a number with KiB, MiB or GiB")
    return int(parts[1]) * UNITS[parts[2]]


def producer(name: str, scale: float, target: str) -> list[str]:
    # A process of its own: memory used by this one would count as the tool's.
    return [sys.executable, str(HERE / "huge.py"), name, target, "--scale", str(scale)]


def through_pipe(command: list[str], name: str, options: argparse.Namespace) -> Run:
    with subprocess.Popen(producer(name, options.scale, "-"), stdout=subprocess.PIPE) as source:
        try:
            return run([*command, "-"], stdin=source.stdout.fileno(), timeout=options.timeout)
        finally:
            source.stdout.close()
            source.kill()


def through_file(command: list[str], name: str, options: argparse.Namespace) -> Run:
    with tempfile.TemporaryDirectory(prefix="rdbkit-", dir=options.tmp) as directory:
        path = directory + "/huge.rdb"
        subprocess.run(producer(name, options.scale, path), check=True)
        return run([*command, path], timeout=options.timeout)


def measure(name: str, options: argparse.Namespace) -> tuple[Run, float]:
    """The run, and the MiB it was allowed."""
    command, limit = [options.tool, *shlex.split(options.verb)], float(options.limit + INPUTS[name].node_mib)
    # Only a check remembers elements.
    if INPUTS[name].grows and options.memory and options.verb == "check":
        command += ["--memory", options.memory]
        limit += size(options.memory) / MIB
    way = through_file if options.through == "file" else through_pipe
    return way(command, name, options), limit


def row(name: str, huge: Huge, result: Run, limit: float, expected: int) -> tuple[str, bool]:
    status_met, peak_met = result.status == expected, result.peak_mib <= limit
    status = str(result.status) if status_met else f"**{result.status}**, expected {expected}"
    verdict = "met" if peak_met else "**missed**"
    cells = [name, huge.says, status, f"{result.wall:.2f}", f"{result.peak_mib:.1f}", f"{limit:.0f}", verdict]
    return "| " + " | ".join(cells) + " |", status_met and peak_met


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the memory of rdbtool check on huge values.")
    parser.add_argument("--tool", default=str(HERE.parent / ".build/release/rdbtool"), help="rdbtool to measure")
    parser.add_argument("--only", default=",".join(INPUTS), help="inputs, with commas between them")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size")
    parser.add_argument("--through", choices=("pipe", "file"), default="pipe", help="how the tool gets its input")
    parser.add_argument("--verb", default="check", help="what to run, with its options: 'rewrite --reencode -o /dev/null'")
    parser.add_argument("--limit", type=int, default=64, help="MiB that are allowed")
    parser.add_argument("--tmp", help="directory for the file, up to 10 GiB")
    parser.add_argument("--memory", default="256MiB",
                        help="given to the tool for inputs whose elements it must remember; '' gives nothing")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for one input")
    options = parser.parse_args()
    options.only = options.only.split(",")
    options.tool = str(Path(options.tool).absolute())
    if not Path(options.tool).is_file():
        parser.error(f"no program at {options.tool}: build it with swift build -c release, or use --tool")
    unknown = set(options.only) - set(INPUTS)
    if unknown:
        parser.error("no such input: " + ", ".join(sorted(unknown)))
    if options.memory:
        try:
            size(options.memory)
        except argparse.ArgumentTypeError as failure:
            parser.error(f"--memory: {failure}")
    return options


def main() -> int:
    options = parsed()
    facts = {**machine(), "rdbtool": version([options.tool, "--version"]), "through": options.through,
             "scale": options.scale, "least peak that can be seen": f"{floor_mib():.1f} MiB"}
    print(*(f"- {name}: {value}" for name, value in facts.items()), sep="\n")
    print("\n| input | what | exit | wall s | peak MiB | limit MiB | |\n|---|---|---|---|---|---|---|", flush=True)
    good, told = True, []
    for name in options.only:
        result, limit = measure(name, options)
        expected = INPUTS[name].status if options.verb == "check" else 0
        line, fine = row(name, INPUTS[name], result, limit, expected)
        print(line, flush=True)
        good = good and fine
        if result.status != expected:
            told += [f"{name}: {line}" for line in result.errors.splitlines()[-3:]]
    print(*told, sep="\n", end="\n" if told else "", file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
