cd "$FIXTURES"; rdbtool convert --to keys -0 keys_binary_redis-7.4.rdb | tr "\0" "|" | od -c
