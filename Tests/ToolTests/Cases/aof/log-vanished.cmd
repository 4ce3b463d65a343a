cd "$FIXTURES/aof"
aoftool log --key late rewritten_redis-7.0
