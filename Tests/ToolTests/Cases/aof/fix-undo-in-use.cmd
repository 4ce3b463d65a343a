printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
aoftool fix -q --yes --max-loss 1KiB a.aof 2> /dev/null
mv a.aof.aoftool-*.journal a.aof.aoftool-STAMP.journal
sleep 30 >> a.aof &
aoftool fix --undo a.aof.aoftool-STAMP.journal 2>&1 | sed 's/process [0-9]*/process N/'
kill $!
wc -c < a.aof
