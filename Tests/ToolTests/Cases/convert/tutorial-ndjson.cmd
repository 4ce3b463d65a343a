rdbtool convert --to ndjson "$FIXTURES/tutorial/dump.rdb"
