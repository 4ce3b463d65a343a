printf "REDIS9999\377\0\0\0\0\0\0\0\0" > v.rdb; rdbtool check v.rdb
