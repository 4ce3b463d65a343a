printf 'REDIS0003\376\0\0\001k\001v\377' > old.rdb
rdbtool check --quiet --max-age 1d old.rdb
