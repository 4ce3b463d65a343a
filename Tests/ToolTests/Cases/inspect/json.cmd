rdbtool inspect --format json "$FIXTURES/set_intset16_redis-7.4.rdb" | tail -n +28
