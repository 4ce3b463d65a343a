rdbtool diff --format json --map-db 1:15 --rename 's/c/e/' "$FIXTURES/databases_several_redis-6.2.rdb" "$FIXTURES/databases_several_redis-8.2.rdb"
