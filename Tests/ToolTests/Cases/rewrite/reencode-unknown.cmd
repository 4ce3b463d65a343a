cp "$FIXTURES/string_raw_redis-3.0.rdb" in.rdb; rdbtool rewrite in.rdb --reencode -o out.rdb; echo "status $?"; rdbtool rewrite in.rdb --for redis-8.2 -o out.rdb; head -c 9 out.rdb
