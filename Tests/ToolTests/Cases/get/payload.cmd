cd "$FIXTURES"; rdbtool get --to payload tutorial/dump.rdb runner | od -An -tx1; rdbtool get --to payload list_quicklist2_packed_redis-7.4.rdb --db 0 none | od -c
