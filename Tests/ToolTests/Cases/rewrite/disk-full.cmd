rdbtool rewrite "$FIXTURES/tutorial/dump.rdb" -o /dev/full
