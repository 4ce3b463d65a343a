#!/usr/bin/env bash
# Runs `swift test` with the arguments given. What failed is said once more at the end: else it is lost among
# thousands of lines.
set -uo pipefail

log=$(mktemp)
trap 'rm -f "$log"' EXIT

"${SWIFT:-swift}" test "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

if [ "$status" -ne 0 ]; then
    echo "== swift test $*: status $status. What failed:"
    grep -A 3 -E 'recorded an issue|: error:|[Ff]atal error|unexpected signal' "$log" |
        grep -vE '^--$|^. Test (case )?.*(started|passed)' | cut -c 1-400 | tail -n 40
fi
exit "$status"
