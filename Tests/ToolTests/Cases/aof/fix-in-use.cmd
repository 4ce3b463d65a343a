printf '*1\r\n$4\r\nPING\r\n!!' > a.aof
sleep 30 >> a.aof &
aoftool fix --yes --max-loss 100% a.aof 2>&1 | sed 's/process [0-9]*/process N/'
kill $!
