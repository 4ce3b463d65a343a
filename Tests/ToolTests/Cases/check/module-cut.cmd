printf 'REDIS0010\376\0\007\001m\201\0\0\0\0\0\0\004\001\002\005' > module.rdb
rdbtool check module.rdb
