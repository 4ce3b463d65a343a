#!/usr/bin/env python3
"""Make Fixtures/ from the real servers that scripts/servers.py provides.

    make-fixtures.py [--force] [--out DIR] [PATTERN]

Fixtures whose recipe has not changed are left alone; --force makes all of
them anew.  PATTERN (such as 'hash_*' or '*_redis-6.2*') limits the run.
Fixtures of servers that are not available are kept as they are.
"""

import argparse
import fnmatch
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fixtures import (cases_collections, cases_file, cases_legacy,  # noqa: E402
                      cases_modules, cases_streams, cases_strings, readme, record, tutorial)
from fixtures.server import Kind, stop_on_signals  # noqa: E402
from servers import LEGACY, SERVERS  # noqa: E402

GROUPS = [cases_strings, cases_collections, cases_streams, cases_modules,
          cases_file]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--out", type=Path,
                        default=Path(__file__).resolve().parent.parent / "Fixtures")
    parser.add_argument("pattern", nargs="?", default="*")
    return parser.parse_args()


def all_cases():
    """{server: its cases}, for every server, available or not."""
    kinds = [Kind(name) for name in [*LEGACY, *SERVERS]]
    return {kind: [case for group in ([cases_legacy] if kind.legacy else GROUPS)
                   for case in group.cases(kind)] for kind in kinds}


def jobs(cases):
    """(file name, server, recipe, function that makes it) for every fixture."""
    for kind, items in cases.items():
        for case in items:
            yield (f"{case.name}_{kind.short}.rdb", kind, case.recipe(kind.name),
                   lambda path, case=case, kind=kind: record.make(case, kind, path))
        if kind.legacy:
            continue
        yield (f"tutorial/{tutorial.file_name(kind)}", kind, tutorial.recipe(kind),
               lambda path, kind=kind: tutorial.make(kind, path))


def is_current(path, known, recipe):
    """Made by this very recipe, and untouched since."""
    return (known is not None and path.exists()
            and known["recipe"] == record.digest(recipe)
            and known["sha256"] == record.digest(path.read_bytes()))


def load_manifest(path):
    return json.loads(path.read_text()) if path.exists() else {"files": {}}


def save_manifest(path, manifest):
    manifest["files"] = dict(sorted(manifest["files"].items()))
    path.write_text(json.dumps(manifest, indent=1) + "\n")


def remove_stale(out, manifest, names):
    """Files of cases that no longer exist."""
    for name in set(manifest["files"]) - names:
        (out / name).unlink(missing_ok=True)
        del manifest["files"][name]
        print(f"removed {name}")


def run(work, options, manifest):
    """Make what has to be made; {"made": n, "kept": n, "failed": n}."""
    done = {"made": 0, "kept": 0, "failed": 0}
    for name, kind, recipe, function in work:
        path, known = options.out / name, manifest["files"].get(name)
        if not fnmatch.fnmatch(name, options.pattern) or not kind.available or \
                (not options.force and is_current(path, known, recipe)):
            done["kept"] += 1
            continue
        try:
            manifest["files"][name] = function(path)
            done["made"] += 1
        except Exception as error:  # the others are still worth making
            done["failed"] += 1
            print(f"FAILED {name}: {error}", file=sys.stderr)
        save_manifest(options.out / "manifest.json", manifest)
    return done


def main():
    options, cases = arguments(), all_cases()
    stop_on_signals()
    options.out.mkdir(parents=True, exist_ok=True)
    manifest = load_manifest(options.out / "manifest.json")
    work = list(jobs(cases))
    remove_stale(options.out, manifest, {name for name, *_ in work})
    done = run(work, options, manifest)
    save_manifest(options.out / "manifest.json", manifest)
    readme.write(options.out / "README.md", manifest, cases)
    missing = [kind.name for kind in cases if not kind.available]
    print(", ".join(f"{n} {word}" for word, n in done.items())
          + f" in {options.out.name}/"
          + (f"; not available: {', '.join(missing)}" if missing else ""))
    return 1 if done["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
