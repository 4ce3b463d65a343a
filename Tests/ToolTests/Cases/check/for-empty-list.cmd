printf 'REDIS0009\376\000\001\001a\000\377\0\0\0\0\0\0\0\0' > empty.rdb
rdbtool check --for redis-7.0 empty.rdb 2>/dev/null
