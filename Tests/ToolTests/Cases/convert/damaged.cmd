head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb; rdbtool convert --to keys cut.rdb
