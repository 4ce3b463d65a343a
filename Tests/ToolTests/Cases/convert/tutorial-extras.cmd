rdbtool convert --include meta --with offset,bytes "$FIXTURES/tutorial/dump.rdb"
