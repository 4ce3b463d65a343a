mkdir -p data/logs
cp "$FIXTURES/aof/plain_redis-7.0/"* data/logs
printf 'dir ./data\nappenddirname "logs"\n' > redis.conf
aoftool check -q --config redis.conf
