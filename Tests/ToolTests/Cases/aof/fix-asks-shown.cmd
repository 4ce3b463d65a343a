printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
echo n | aoftool fix -q a.aof
echo n | aoftool fix --format json a.aof
