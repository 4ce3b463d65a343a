printf 'REDIS0010\376\0\0\001k\201\200\0\0\0\0\0\0\0abc' > long.rdb
rdbtool check long.rdb
