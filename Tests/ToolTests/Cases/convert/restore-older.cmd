cd "$FIXTURES"; rdbtool convert --to resp --restore --for redis-7.0 hash_listpack_redis-7.4.rdb
