printf "REDIS0017\376\0\0\001k\001v\377\0\0\0\0\0\0\0\0" > v.rdb; rdbtool check v.rdb
