head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb
rdbtool get --to json cut.rdb realpython nobody; echo "status $?"
rdbtool get --db 0 --to json cut.rdb realpython; echo "status $?"
rdbtool get none.rdb realpython; echo "status $?"
rdbtool get cut.rdb realpython > /dev/full; echo "status $?"
