rdbtool inspect "$FIXTURES/stream_v3_groups_redis-7.4.rdb" | tail -n +20
