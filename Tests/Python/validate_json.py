#!/usr/bin/env python3
"""Validates what `rdbtool convert` makes of RDB files with the schemas that it prints.

usage: validate_json.py RDBTOOL FILE...

Each object is validated by the JSON Schema; DuckDB reads all of them with its printed columns, and what it reads is
compared with what Python reads. Exit status 77 and a line where a package is missing (requirements.txt).
"""

import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import duckdb
    import jsonschema
except ImportError as error:
    print(f"Skipped: JSON Schema and DuckDB tests ({error}; scripts/install-deps.sh --tests).")
    sys.exit(77)

from schema_fields import duckdb_fields, json_fields, spark_fields


def run(tool, *arguments):
    done = subprocess.run([tool, "convert", *arguments], capture_output=True)
    return done.stdout


def unique(pairs):
    """An object whose names are distinct."""
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a name occurs twice: {names}"
    return dict(pairs)


def refuse(word):
    raise ValueError(f"{word} is no JSON")


def parse(line):
    return json.loads(line, object_pairs_hook=unique, parse_constant=refuse)


def is_same(ours, theirs, name=None):
    """Whether DuckDB reads a value as Python does; a field that is not there is NULL."""
    if name == "json" and theirs is not None:
        return json.loads(theirs) == ours
    if name == "score":
        number = float(ours)
        return math.isnan(number) and math.isnan(theirs) or (
            number == theirs and math.copysign(1, number) == math.copysign(1, theirs))
    if isinstance(ours, dict):
        return (isinstance(theirs, dict) and not ours.keys() - theirs.keys()
                and all(is_same(ours[key], value, key) if key in ours else value is None
                        for key, value in theirs.items()))
    if isinstance(ours, list):
        return (isinstance(theirs, list) and len(ours) == len(theirs)
                and all(map(is_same, ours, theirs)))
    return type(ours) is type(theirs) and ours == theirs


def check_schemas_agree(schema, columns, ddl):
    ours = json_fields(schema)
    for name, theirs in (("duckdb", duckdb_fields(columns)), ("spark", spark_fields(ddl))):
        assert ours == theirs, f"{name} has other fields: {sorted(ours ^ theirs)}"


def read_with_duckdb(columns, lines):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.ndjson"
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        table = duckdb.sql(
            f"SELECT * FROM read_json('{path}', format='newline_delimited', maximum_object_size=100000000, {columns})")
        return [dict(zip(table.columns, row)) for row in table.fetchall()]


def main(tool, files):
    schema_text, columns, ddl = (
        run(tool, "--schema", kind).decode() for kind in ("jsonschema", "duckdb", "spark"))
    schema = json.loads(schema_text)
    jsonschema.Draft202012Validator.check_schema(schema)
    check_schemas_agree(schema, columns, ddl)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = []
    lines = run(tool, "--include", "meta", "--with", "file,offset,bytes", *files).split(b"\n")[:-1]
    for line in lines:
        for error in validator.iter_errors(parse(line)):
            wrong.append(f"{error.message[:200]} in {line[:200]!r}")
    if parse(run(tool, "--to", "json", *files)) != [parse(line) for line in run(tool, *files).splitlines()]:
        wrong.append("json and ndjson differ")
    rows = read_with_duckdb(columns, lines)
    if len(rows) != len(lines):
        wrong.append(f"DuckDB reads {len(rows)} of {len(lines)} objects")
    for line, row in zip(lines, rows):
        if not is_same(parse(line), row):
            wrong.append(f"DuckDB reads {line[:300]!r} as {str(row)[:600]}")
    for text in wrong[:20]:
        print(text)
    print(f"{len(files)} files, {len(lines)} objects, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
