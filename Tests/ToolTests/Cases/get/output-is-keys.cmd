cp "$FIXTURES/tutorial/dump.rdb" .; echo runner > names; ln names same
rdbtool get --keys-from names dump.rdb -o same; echo "status $?"; cat names
