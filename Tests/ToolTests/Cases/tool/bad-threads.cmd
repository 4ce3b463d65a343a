rdbtool check -j 0 dump.rdb
