printf '*1\r\n$5\r\nMULTI\r\n*1\r\n$4\r\nPING\r\n' > a.aof
aoftool check --compat valkey-check-aof a.aof
aoftool check a.aof --compat redis-check-aof
aoftool check --compat redis-check-aof nothing.aof
aoftool check --fix a.aof
