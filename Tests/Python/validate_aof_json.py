#!/usr/bin/env python3
"""Validates what `aoftool convert` makes of logs with the schemas that it prints.

usage: validate_aof_json.py AOFTOOL PATH...

As validate_json.py does for RDB files: a JSON Schema validator, and DuckDB with the printed columns.
"""

import json
import sys

from validate_json import (check_schemas_agree, is_same, jsonschema, parse,
                           read_with_duckdb, run)


def main(tool, paths):
    schema_text, columns, ddl = (
        run(tool, "--schema", kind).decode() for kind in ("jsonschema", "duckdb", "spark"))
    schema = json.loads(schema_text)
    jsonschema.Draft202012Validator.check_schema(schema)
    check_schemas_agree(schema, columns, ddl)
    validator = jsonschema.Draft202012Validator(schema)
    lines = run(tool, *paths).split(b"\n")[:-1]
    wrong = [f"{error.message[:200]} in {line[:200]!r}" for line in lines
             for error in validator.iter_errors(parse(line))]
    if parse(run(tool, "--to", "json", *paths)) != [parse(line) for line in lines]:
        wrong.append("json and ndjson differ")
    rows = read_with_duckdb(columns, lines)
    if len(rows) != len(lines):
        wrong.append(f"DuckDB reads {len(rows)} of {len(lines)} objects")
    wrong += [f"DuckDB reads {line[:300]!r} as {str(row)[:600]}"
              for line, row in zip(lines, rows) if not is_same(parse(line), row)]
    for text in wrong[:20]:
        print(text)
    print(f"{len(paths)} logs, {len(lines)} objects, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
