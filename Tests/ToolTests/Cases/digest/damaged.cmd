head -c 1000 "$FIXTURES/tutorial/dump.rdb" > cut.rdb; rdbtool digest -q cut.rdb; echo $?; rdbtool digest --certificate cut.rdb -o c.json; echo $?; [ -e c.json ] || echo no certificate
