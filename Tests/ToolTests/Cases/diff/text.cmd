rdbtool diff "$FIXTURES/databases_several_redis-6.2.rdb" "$FIXTURES/functions_two_redis-7.4.rdb"
