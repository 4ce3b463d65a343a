cp $FIXTURES/aof/plain_redis-6.2/appendonly.aof . && aoftool convert --until offset:b.aof:1 appendonly.aof
echo $?
aoftool convert --for redis-6.2 x
echo $?
aoftool convert nothing.aof
