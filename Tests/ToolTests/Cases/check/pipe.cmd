cat "$FIXTURES/tutorial/dump.rdb" | rdbtool check --now 1800000000 -
