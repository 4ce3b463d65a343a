cd "$FIXTURES/tutorial"
rdbtool check --for redis-7.0 --now 2026-11-23T00:00:00Z dump.rdb
