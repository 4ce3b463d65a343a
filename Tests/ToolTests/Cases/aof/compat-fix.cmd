printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDEL\r\n$5\r\nab' > a.aof
aoftool check --compat redis-check-aof a.aof
echo y | aoftool check --compat redis-check-aof --fix a.aof 2> log
sed 's/aoftool-.*journal/aoftool-STAMP.journal/' log >&2
aoftool check --compat redis-check-aof a.aof
