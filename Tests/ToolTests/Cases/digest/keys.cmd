rdbtool digest --keys "$FIXTURES/databases_several_redis-7.4.rdb"; rdbtool digest --keys --format json --db 1 "$FIXTURES/databases_several_redis-7.4.rdb"
