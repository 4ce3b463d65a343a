cd "$FIXTURES/tutorial"
rdbtool check --now 1800000000 dump.rdb dump.rdb | head -1
