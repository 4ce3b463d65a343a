: > empty.rdb; rdbtool check empty.rdb
