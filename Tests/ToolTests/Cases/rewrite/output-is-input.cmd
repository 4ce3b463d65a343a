cp "$FIXTURES/tutorial/dump.rdb" dump.rdb; ln dump.rdb same.rdb; rdbtool rewrite dump.rdb -o same.rdb; echo "status $?"; cmp dump.rdb "$FIXTURES/tutorial/dump.rdb"; ls
