printf 'REDIS0010\376\0\0\001k\001v\377\0\0\0\0\0\0\0\0' > plain.rdb
rdbtool check plain.rdb && rdbtool check --require-crc plain.rdb
