printf '*1\r\n$4\r\nPING\r\n' > a.aof
aoftool fix --splice --assume-db 99 a.aof 2> /dev/null
echo $?
aoftool fix --splice --assume-db 99 --databases 100 a.aof
