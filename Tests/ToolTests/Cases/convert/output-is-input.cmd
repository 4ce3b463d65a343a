cp "$FIXTURES/tutorial/dump.rdb" in.rdb; ln in.rdb same.rdb; rdbtool convert in.rdb -o same.rdb; echo "status $?"; cmp in.rdb "$FIXTURES/tutorial/dump.rdb"
