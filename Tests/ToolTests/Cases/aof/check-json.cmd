cp "$FIXTURES/aof/rewriting_valkey-9.1/"* .
printf '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$9\r\nabc' >> appendonly.aof.2.incr.aof
aoftool check --format json --for valkey-9.1 .
