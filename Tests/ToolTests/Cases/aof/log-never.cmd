cd "$FIXTURES/aof"
aoftool log --key nobody rewritten_redis-7.0
