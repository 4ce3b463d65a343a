rdbtool inspect "$FIXTURES/expiry_ms_redis-7.4.rdb"
