printf 'REDIS0009\376\020\000\001a\001b\377\0\0\0\0\0\0\0\0' > far.rdb
rdbtool check --quiet --for redis-7.0 far.rdb; echo $?
rdbtool check --quiet --for redis-7.0 --databases 17 far.rdb; echo $?
rdbtool check --format json --for redis-7.0 far.rdb
