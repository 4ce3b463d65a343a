rdbtool convert "$FIXTURES/tutorial/dump.rdb" -o none/out.ndjson
