printf '#TS:10\r\n*1\r\n$4\r\nPING\r\n#TS:20\r\n*1\r\n$8\r\nFLUSHALL\r\n' > a.aof
aoftool truncate --list-times a.aof
aoftool truncate --dry-run --until 10 a.aof
aoftool truncate --dry-run --before-command flushall a.aof
aoftool truncate --dry-run --until offset:30 a.aof
aoftool truncate --until 20 a.aof
