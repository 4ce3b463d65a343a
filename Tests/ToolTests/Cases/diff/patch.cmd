rdbtool diff --to commands "$FIXTURES/databases_several_redis-6.2.rdb" "$FIXTURES/hash_listpack_redis-7.0.rdb"
