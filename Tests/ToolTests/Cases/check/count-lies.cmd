printf 'REDIS0010\376\0\004\001h\201\0\0\0\377\377\377\377\377\001f\001v\377\0\0\0\0\0\0\0\0' > count.rdb
rdbtool check count.rdb
