gzip -c "$FIXTURES/aof/plain_redis-6.2/appendonly.aof" | aoftool check -
