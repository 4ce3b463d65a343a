cp "$FIXTURES/tutorial/dump.rdb" a.rdb
for c in "check a.rdb" "digest a.rdb" "diff a.rdb a.rdb" "convert --schema duckdb" "convert a.rdb" --version "help check"; do
  rdbtool $c > /dev/full; echo "$c: status $?"
done
aoftool --help > /dev/full; echo "status $?"
