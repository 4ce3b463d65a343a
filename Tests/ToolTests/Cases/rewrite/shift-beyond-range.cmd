rdbtool rewrite "$FIXTURES/hash_listpack_ex_redis-7.4.rdb" -o o.rdb --shift-ttl +100000000d 2>&1 | sed "s|$FIXTURES/||"; ls
