rdbtool convert "$FIXTURES/tutorial/dump.rdb" > /dev/full
