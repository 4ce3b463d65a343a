#!/usr/bin/env python3
"""Compares rdbtool with the server's own tools, in turn on the same file, and judges by the targets."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from string import Formatter

from datasets import OTHER_ORDERS, data_path
from jobs import JOBS, Contender, Job
from measure import MIB, Run, floor_mib, machine, run, summary, version

REPOSITORY = Path(__file__).resolve().parent.parent
# More than this share of one core used by others makes a run suspect.
QUIET_SHARE = 0.1
# Before the start nothing of ours is running yet, so the load is all from others.
QUIET_LOAD = 0.3


class Failed(Exception):
    """A contender did not end as it should; its times mean nothing."""


def words(contender: Contender, places: dict[str, str]) -> list[str]:
    return [word.format(**places) for word in contender.command]


def needs(contender: Contender) -> set[str]:
    """The names in braces of a command."""
    return {name for word in contender.command for _, name, _, _ in Formatter().parse(word) if name}


def once(contender: Contender, places: dict[str, str]) -> Run:
    shutil.rmtree(places["scratch"], ignore_errors=True)
    os.mkdir(places["scratch"])
    command = words(contender, places)
    try:
        result = run(command)
    except OSError as failure:
        raise Failed(f"{contender.name}: cannot be run: {failure}")
    if result.status != contender.status:
        told = "".join(f"\n  {line}" for line in result.errors.splitlines()[-5:])
        raise Failed(f"{contender.name}: exit status {result.status}, expected {contender.status}{told}")
    return result


def read_through(path: Path) -> None:
    """Puts the file into the page cache, with a small buffer: the runner's memory counts (see README)."""
    buffer = bytearray(1 << 16)
    with open(path, "rb", buffering=0) as file:
        while file.readinto(buffer):
            pass


def last_key(tool: Path, path: Path) -> str:
    """The name of the last key of a file."""
    command = [str(tool), "convert", "--to", "keys", "-j", "1", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        name = ""
        for name in process.stdout:
            pass
    return name.rstrip("\n")


def measure(job: Job, data: str, places: dict[str, str], rounds: int) -> list[dict]:
    """One warm-up round, then `rounds` of all contenders in turn; the yardstick is the first row."""
    everyone = (job.yardstick, *(one for one in job.contenders if needs(one) <= places.keys()))
    runs: dict[str, list[Run]] = {contender.name: [] for contender in everyone}
    for name in read(job, data):
        read_through(data_path(name))
    for number in range(rounds + 1):
        for contender in everyone:
            result = once(contender, places)
            if number > 0:
                runs[contender.name].append(result)
        print(f"{job.name} {data}: round {number} of {rounds} done", file=sys.stderr)
    rows = [{"name": contender.name, **summary(runs[contender.name])} for contender in everyone]
    for contender, row in zip(everyone, rows):
        judge(contender, data, row, rows[0])
    return rows


def judge(contender: Contender, data: str, row: dict, yardstick: dict) -> None:
    """Adds the ratios to the yardstick, the targets, and whether they are met (by the medians)."""
    row["ratio"] = {kind: row["wall"][kind] / yardstick["wall"][kind] for kind in ("median", "best")}
    target = contender.targets.get(data)
    row["target"], row["peak_target_mib"] = target, contender.peak_mib
    row["met"] = None if target is None else row["ratio"]["median"] <= target
    # The worst run counts here: a limit of memory must always hold.
    row["peak_met"] = None if contender.peak_mib is None else row["peak_mib"]["worst"] <= contender.peak_mib


def verdict(met: bool | None) -> str:
    return "–" if met is None else "met" if met else "**missed**"


def fraction(share: float) -> str:
    return f"{share:.2f}" if share > 1 else f"1/{1 / share:.1f}".removesuffix(".0")


def table_row(row: dict) -> str:
    wall, cpu, peak = row["wall"], row["cpu"], row["peak_mib"]
    target = "–" if row["target"] is None else fraction(row["target"])
    limit = "–" if row["peak_target_mib"] is None else f"{row['peak_target_mib']:.0f}"
    cells = [row["name"], f"{wall['best']:.3f} / {wall['median']:.3f}", f"{cpu['best']:.2f} / {cpu['median']:.2f}",
             f"{peak['best']:.1f} / {peak['median']:.1f}", fraction(row["ratio"]["median"]),
             fraction(row["ratio"]["best"]), target, verdict(row["met"]), limit, verdict(row["peak_met"])]
    return "| " + " | ".join(cells) + " |"


def load_note(before: tuple[float, ...], results: list[dict]) -> str:
    """Says whether something else was running, since that makes all numbers worse."""
    after = os.getloadavg()
    every = [one for result in results for row in result["rows"] for one in row["runs"]]
    known = [one["other_cpu"] / one["wall"] for one in every if one["other_cpu"] is not None]
    busy = sum(share > QUIET_SHARE for share in known)
    notes = [f"Load average before: {before[0]:.2f}, after: {after[0]:.2f} (our own runs included)."]
    if before[0] > QUIET_LOAD:
        notes.append("**Something else was running before the start, or had just ended.**")
    if known:
        notes.append(f"Others used up to {max(known):.2f} cores during a run.")
    if busy:
        notes.append(f"**Other load was seen: in {busy} of {len(known)} runs others used more than {QUIET_SHARE} cores. "
                     "Do not trust small differences.**")
    return " ".join(notes)


def report(facts: dict, results: list[dict], note: str) -> str:
    lines = [f"- {name}: {value}" for name, value in facts.items()] + ["", note]
    for result in results:
        lines += ["", f"## {result['job']}, {result['data']} ({result['bytes'] / MIB:.0f} MiB)", "",
                  "Each pair is best / median; a ratio is a share of the yardstick's wall time.", "",
                  "| | wall s | CPU s | peak MiB | ratio of medians | ratio of bests | target | | limit MiB | |",
                  "|---|---|---|---|---|---|---|---|---|---|"]
        lines += [table_row(row) for row in result["rows"]]
    return "\n".join(lines)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compares rdbtool with redis-check-rdb on the benchmark files.")
    parser.add_argument("--tool", default=str(REPOSITORY / ".build/release/rdbtool"), help="rdbtool to measure")
    parser.add_argument("--only", help="data sets, with commas between them")
    parser.add_argument("--job", help="jobs, with commas between them")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds (default 5)")
    parser.add_argument("--json", metavar="FILE", help="write everything measured to FILE")
    parser.add_argument("--strict", action="store_true", help="exit with 3 when a target is missed")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    options.pairs = chosen(options.job, options.only)
    if not options.pairs:
        parser.error("nothing to measure: no job and data set of these names")
    if not Path(options.tool).is_file():
        parser.error(f"no program at {options.tool}: build it with swift build -c release, or use --tool")
    for name in {name for job, data in options.pairs for name in read(job, data)}:
        if not data_path(name).exists():
            parser.error(f"{data_path(name)} is missing: make_data.py makes it")
    return options


def read(job: Job, data: str) -> list[str]:
    """The data sets that a job reads."""
    other = any("other" in needs(contender) for contender in job.contenders)
    return [data, OTHER_ORDERS[data]] if other and data in OTHER_ORDERS else [data]


def chosen(job_names: str | None, data_names: str | None) -> list[tuple[Job, str]]:
    return [(job, data) for job in JOBS if not job_names or job.name in job_names.split(",")
            for data in job.data if not data_names or data in data_names.split(",")]


def main() -> int:
    options = parsed()
    tool = Path(options.tool).absolute()
    facts = {**machine(), "rdbtool": version([str(tool), "--version"]), "rounds": options.rounds,
             "least peak that can be seen": f"{floor_mib():.1f} MiB", "date": time.strftime("%Y-%m-%d")}
    before, results = os.getloadavg(), []
    with tempfile.TemporaryDirectory(prefix="rdbkit-") as directory:
        for job, data in options.pairs:
            path = data_path(data)
            places = {"file": str(path), "tool": str(tool), "aoftool": str(tool.with_name("aoftool")),
                      "scratch": directory + "/scratch"}
            if data in OTHER_ORDERS:
                places["other"] = str(data_path(OTHER_ORDERS[data]))
            if any("last_key" in needs(contender) for contender in job.contenders):
                places["last_key"] = last_key(tool, path)
            try:
                rows = measure(job, data, places, options.rounds)
            except Failed as failure:
                print(f"FAILED: {job.name} {data}: {failure}", file=sys.stderr)
                return 1
            results.append({"job": job.name, "data": data, "bytes": path.stat().st_size, "rows": rows})
    note = load_note(before, results)
    print(report(facts, results, note))
    if options.json:
        Path(options.json).write_text(json.dumps({"machine": facts, "load": note, "results": results}, indent=1) + "\n")
    missed = any(row[kind] is False for result in results for row in result["rows"] for kind in ("met", "peak_met"))
    return 3 if missed and options.strict else 0


if __name__ == "__main__":
    sys.exit(main())
