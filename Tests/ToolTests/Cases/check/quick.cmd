printf 'REDIS0010\376\0\020\001a\002xx\377\0\0\0\0\0\0\0\0' > lp.rdb
rdbtool check --quick lp.rdb
