rdbtool digest "$FIXTURES/databases_several_redis-6.2.rdb" "$FIXTURES/functions_two_valkey-9.1.rdb" | sed "s|  .*/|  |"
