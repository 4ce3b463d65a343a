cd "$FIXTURES/tutorial"
rdbtool check --for redis-6.2 --now 2026-11-23T00:00:00Z dump.rdb
