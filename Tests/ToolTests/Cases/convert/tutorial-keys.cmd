rdbtool convert --to keys "$FIXTURES/tutorial/dump.rdb"
