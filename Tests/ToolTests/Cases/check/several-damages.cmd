printf 'REDIS0010\376\0\020\001a\002xx\0\001b\001v\013\001c\003abc\004\001d\0\377\0\0\0\0\0\0\0\0' > many.rdb
rdbtool check many.rdb; rdbtool check --format json many.rdb
