#!/usr/bin/env python3
"""Times redis-rdb-tools (PyPI's rdbtools) once on the small file, for orientation: a minute or more.

It is installed into a virtual environment beside the benchmark files. It reads versions of the format up to 9 only; the
small file holds nothing newer, so a copy of it says 9.
"""

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from datasets import cache_directory, data_path

TOOL = Path(__file__).resolve().parent.parent / ".build/release/rdbtool"
VERSION_END = len(b"REDIS0010")


def peer() -> Path:
    """The program `rdb`, installed first where it is missing."""
    folder = cache_directory() / "rdbtools"
    program = folder / "bin" / "rdb"
    if not program.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", "rdbtools", "python-lzf"], check=True)
    return program


def as_version_9(source: Path, target: Path) -> None:
    with open(source, "rb") as old, open(target, "wb") as new:
        old.seek(VERSION_END)
        new.write(b"REDIS0009")
        while part := old.read(1 << 20):
            new.write(part)


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    try:
        program = peer()
    except (subprocess.CalledProcessError, OSError) as failure:
        print(f"rdbtools cannot be installed, so it is not measured: {failure}", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory(prefix="rdbkit-") as directory:
        file = Path(directory) / "small-9.rdb"
        as_version_9(data_path("small"), file)
        ours = seconds([str(TOOL), "convert", "--to", "ndjson", "-o", "/dev/null", str(data_path("small"))])
        theirs = seconds([str(program), "-c", "json", "-f", "/dev/null", str(file)])
    print(f"\n## For orientation\n\nrdbtools, `rdb -c json` on small, once: {theirs:.1f} s, "
          f"{theirs / ours:.0f} times rdbtool convert --to ndjson ({ours:.2f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
