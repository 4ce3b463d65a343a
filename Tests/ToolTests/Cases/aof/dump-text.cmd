{ printf '#TS:1767225600\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n2\r\n'; printf '*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nset\r\n$6\r\ncart:1\r\n$2\r\n\377\n\r\n*1\r\n$4\r\nEXEC\r\n'; printf '#TS:1767225660\r\n*3\r\n$3\r\nDEL\r\n$1\r\na\r\n$6\r\ncart:1\r\n'; } > a.aof
aoftool dump a.aof
aoftool dump --max-arg 2 --command set a.aof
aoftool dump --follow --limit 3 a.aof
aoftool dump $FIXTURES/aof/timestamps_redis-8.2
