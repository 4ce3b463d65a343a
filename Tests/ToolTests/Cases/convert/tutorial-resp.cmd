rdbtool convert --to resp "$FIXTURES/tutorial/dump.rdb" | cat -v
