rdbtool convert "$FIXTURES/tutorial/dump.rdb" -o /dev/full
