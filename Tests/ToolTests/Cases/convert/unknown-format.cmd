rdbtool convert --to xml "$FIXTURES/tutorial/dump.rdb"
