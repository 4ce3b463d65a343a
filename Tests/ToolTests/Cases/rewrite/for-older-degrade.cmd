cp "$FIXTURES/hash_metadata_redis-7.4.rdb" in.rdb; rdbtool rewrite in.rdb --for redis-6.2 --on-unsupported degrade -o out.rdb; echo "status $?"; rdbtool check out.rdb --now 0 | grep -v saved
