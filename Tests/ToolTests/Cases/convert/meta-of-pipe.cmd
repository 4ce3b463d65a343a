cat "$FIXTURES/tutorial/dump.rdb" | rdbtool convert --to json --include meta -
