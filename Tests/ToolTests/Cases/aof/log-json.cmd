cd "$FIXTURES/aof"
aoftool log --format json --key 'key:[01]' --key late plain_redis-6.2
