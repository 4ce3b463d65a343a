mkdir real
printf '*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*1\r\n$5\r\nMULTI\r\n*2\r\n$3\r\nDEL\r\n$1\r\na\r\n' > real/y.aof
printf '*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*2\r\n$3\r\nDEL\r\n$1\r\nb\r\n' >> real/y.aof
ln -s real/y.aof a.aof
aoftool fix --yes --max-loss 1KiB a.aof 2> /dev/null
test -L a.aof && echo link
wc -c < real/y.aof
ls real | sed 's/aoftool-.*journal/aoftool-STAMP.journal/'
