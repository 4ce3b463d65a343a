printf 'REDIS0009\376\000\374\001\0\0\0\0\0\0\0\000\001a\001b\000\001a\001c\377\0\0\0\0\0\0\0\0' > twice.rdb
rdbtool check --quiet --for redis-7.0 twice.rdb 2>/dev/null
