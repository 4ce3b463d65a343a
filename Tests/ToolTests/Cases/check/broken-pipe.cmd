rdbtool check --now 1800000000 "$FIXTURES/tutorial/dump.rdb" "$FIXTURES/tutorial/dump.rdb" | head -1
