printf 'REDIS0009\376\000\007\001a\201\001\002\003\004\005\006\007\010\002\001' > cut.rdb
rdbtool check --format json --for redis-7.4 cut.rdb | grep -o '"verdict":"[a-z-]*"'
