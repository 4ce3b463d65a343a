rdbtool check --fast dump.rdb
