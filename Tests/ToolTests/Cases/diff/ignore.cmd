rdbtool diff --ignore idle,freq --ignore ttl,groups,functions "$FIXTURES/functions_two_redis-7.4.rdb" "$FIXTURES/functions_two_redis-8.2.rdb"
