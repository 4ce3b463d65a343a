cd "$FIXTURES/tutorial"
rdbtool get --now 2026-01-01T00:00:00Z dump.rdb runner realpython
