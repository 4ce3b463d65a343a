printf '*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$9\r\nabc' > a.aof
aoftool check --for redis-8.2 a.aof
