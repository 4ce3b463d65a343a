rdbtool convert --to json --include meta "$FIXTURES/tutorial/dump.rdb" | head -c 600
