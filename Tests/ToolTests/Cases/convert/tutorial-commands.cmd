rdbtool convert --to commands "$FIXTURES/tutorial/dump.rdb"
