f="$FIXTURES/hash_metadata_redis-7.4.rdb"
rdbtool rewrite "$f" --for valkey-9.1 -o out.rdb; echo "status $?"
rdbtool check --for valkey-9.1 out.rdb | grep -v saved
rdbtool rewrite out.rdb --for redis-7.4 -o back.rdb && cmp back.rdb "$f" && echo same
