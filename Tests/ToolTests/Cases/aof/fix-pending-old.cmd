printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
aoftool fix -q --yes --max-loss 1KiB a.aof 2> /dev/null
printf '*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n' > a.aof
mv a.aof.aoftool-*.journal a.aof.aoftool-STAMP.pending
aoftool fix --yes a.aof
wc -c < a.aof
