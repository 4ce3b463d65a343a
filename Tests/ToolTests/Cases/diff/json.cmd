rdbtool diff --format json --color never "$FIXTURES/hash_listpack_redis-7.0.rdb" "$FIXTURES/hash_listpack_ex_redis-7.4.rdb"
