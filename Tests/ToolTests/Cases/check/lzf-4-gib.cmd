printf 'REDIS0010\376\0\0\001k\303\004\200\377\377\377\377\001ab\0\0\001n\001v\377\0\0\0\0\0\0\0\0' > lzf.rdb
rdbtool check lzf.rdb
