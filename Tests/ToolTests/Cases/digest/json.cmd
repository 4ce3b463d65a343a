cp "$FIXTURES/databases_several_redis-7.4.rdb" a.rdb; rdbtool digest --format json a.rdb
