rdbtool check nothing.rdb
