cd "$FIXTURES/aof"
aoftool stats rewritten_redis-7.0
