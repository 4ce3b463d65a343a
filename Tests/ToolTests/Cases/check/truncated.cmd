head -c 1000 "$FIXTURES/tutorial/dump.rdb" > cut.rdb; rdbtool check --now 1800000000 cut.rdb
