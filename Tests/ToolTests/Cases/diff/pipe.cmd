cp "$FIXTURES/tutorial/dump.rdb" .; mkfifo pipe
cat dump.rdb > pipe & timeout 20 rdbtool diff pipe dump.rdb; echo $?; wait
cat dump.rdb > pipe & timeout 20 rdbtool diff dump.rdb pipe; echo $?; wait
rdbtool digest --certificate dump.rdb -o dump.json; cat dump.json > pipe & timeout 20 rdbtool diff pipe dump.rdb; echo $?; wait
rdbtool diff dump.rdb /dev/null; echo $?; rdbtool diff /dev/null dump.rdb; echo $?
