head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb
rdbtool dump cut.rdb | tail -2
rdbtool dump cut.rdb > /dev/null; echo "status $?"
rdbtool dump none.rdb cut.rdb > /dev/null; echo "status $?"
rdbtool dump cut.rdb > /dev/full; echo "status $?"
