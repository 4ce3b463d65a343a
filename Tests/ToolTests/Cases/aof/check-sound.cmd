cd "$FIXTURES/aof"
aoftool check rewritten_redis-7.0
