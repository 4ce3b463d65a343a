printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
aoftool fix --yes a.aof
