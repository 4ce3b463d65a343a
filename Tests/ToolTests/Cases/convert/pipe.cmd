cat "$FIXTURES/tutorial/dump.rdb" | rdbtool convert --to keys - | sort | head -3
