rdbtool digest --certificate --db 0 a.rdb; echo $?; rdbtool digest -o x a.rdb; echo $?
