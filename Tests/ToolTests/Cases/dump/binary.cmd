cd "$FIXTURES"; rdbtool dump keys_binary_redis-7.4.rdb
