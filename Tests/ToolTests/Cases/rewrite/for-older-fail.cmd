cp "$FIXTURES/hash_metadata_redis-7.4.rdb" in.rdb; echo old > out.rdb; rdbtool rewrite in.rdb --for redis-7.0 -o out.rdb; echo "status $?"; cat out.rdb
