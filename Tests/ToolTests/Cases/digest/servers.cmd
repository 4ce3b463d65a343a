cd "$FIXTURES"; rdbtool digest -q mixed_types_redis-6.2.rdb mixed_types_redis-8.2.rdb mixed_types_valkey-9.1.rdb | cut -d" " -f1 | uniq -c
