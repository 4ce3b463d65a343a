aoftool convert --to commands $FIXTURES/aof/timestamps_redis-8.2
aoftool convert --since command:0 --to commands $FIXTURES/aof/timestamps_redis-8.2
aoftool convert --limit 2 $FIXTURES/aof/timestamps_redis-8.2
