rdbtool check --min-bytes 10XB dump.rdb
