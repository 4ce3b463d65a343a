cp "$FIXTURES/tutorial/dump.rdb" a.rdb
for c in "check a.rdb" "digest a.rdb" "diff a.rdb a.rdb" "convert --schema duckdb" "--version" "convert a.rdb" "dump a.rdb"; do
  (trap '' PIPE; sleep 0.2; rdbtool $c; echo "$c: status $?" >&2) | true
done
