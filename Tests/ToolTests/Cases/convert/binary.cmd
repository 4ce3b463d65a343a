cd "$FIXTURES"; rdbtool convert keys_binary_redis-7.4.rdb | cut -c1-200
