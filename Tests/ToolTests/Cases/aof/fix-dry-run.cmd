printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
aoftool fix --dry-run a.aof
status=$?
wc -c < a.aof
exit $status
