rdbtool check --for redis-7.0 missing.rdb
