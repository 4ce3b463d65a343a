printf '*1\r\n$4\r\nPING\r\n' > a.aof
aoftool truncate --until 2026-01-01T00:00:00Z a.aof; echo $?
aoftool truncate --until offset:b.aof:5 a.aof; echo $?
aoftool dump --follow - < a.aof; echo $?
