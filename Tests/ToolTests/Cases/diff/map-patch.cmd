rdbtool diff --to commands --map-db 1:15 --prefix-add x: "$FIXTURES/databases_several_redis-6.2.rdb" "$FIXTURES/databases_several_redis-6.2.rdb"
