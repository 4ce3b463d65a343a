rdbtool convert --to csv "$FIXTURES/tutorial/dump.rdb"
