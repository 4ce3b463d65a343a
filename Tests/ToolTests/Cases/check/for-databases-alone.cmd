rdbtool check --databases 3 x.rdb
