rdbtool check --quick --for redis-7.0 x.rdb
