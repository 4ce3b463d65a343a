cp "$FIXTURES/tutorial/dump.rdb" .; f=dump.rdb
rdbtool get "$f" runner nobody 'no
one' > out.txt; echo "status $?"; wc -l < out.txt
rdbtool get --db 1 "$f" runner -o out.rdb; echo "status $?"; ls
rdbtool get --glob "$f" 'nothing:*'; echo "status $?"
