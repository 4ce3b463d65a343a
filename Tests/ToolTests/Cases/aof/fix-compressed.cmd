printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDEL\r\n$5\r\nab' | gzip -n > a.aof.gz
before=$(cksum a.aof.gz)
aoftool fix --yes --max-loss 100% a.aof.gz; echo "exit status $?"
[ "$before" = "$(cksum a.aof.gz)" ] && ls
