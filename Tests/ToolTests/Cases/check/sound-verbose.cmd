cd "$FIXTURES"
rdbtool check -v --now 1800000000 module_all_redis-7.4.rdb functions_two_redis-7.0.rdb
