cat "$FIXTURES/tutorial/dump.rdb" | rdbtool get --to raw - runner
