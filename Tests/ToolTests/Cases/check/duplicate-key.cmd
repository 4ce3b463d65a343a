printf 'REDIS0010\376\0\0\001k\001v\0\001a\001b\0\001k\001w\376\001\0\001k\001v\377\0\0\0\0\0\0\0\0' > twice.rdb
rdbtool check twice.rdb; rdbtool check --quiet - < twice.rdb; cat twice.rdb | rdbtool check --quiet -
