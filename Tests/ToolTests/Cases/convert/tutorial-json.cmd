rdbtool convert --to json "$FIXTURES/tutorial/dump.rdb"
