printf REDIS00 > cut.rdb; rdbtool check cut.rdb
