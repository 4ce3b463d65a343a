rdbtool check --expect 'db0~3' dump.rdb
