cd "$FIXTURES"
rdbtool check --for redis-7.4 module_rejson_redis-7.4.rdb | head -4
rdbtool check --quiet --for redis-7.4 --modules rejson-rl module_rejson_redis-7.4.rdb
