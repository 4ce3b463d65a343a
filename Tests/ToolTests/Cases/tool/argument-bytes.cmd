cp "$FIXTURES/tutorial/dump.rdb" .; x=$(printf 'x\377')
rdbtool rewrite dump.rdb -o out.rdb --prefix-add "$x"; echo "status $?"
rdbtool convert dump.rdb --key "$x*"; echo "status $?"; rdbtool convert dump.rdb -o "$x"; echo "status $?"
cp dump.rdb "$x.rdb"; rdbtool check "$x.rdb"; echo "status $?"; aoftool check "$x.aof"; echo "status $?"
rdbtool check -q - < "$x.rdb" && rdbtool get --escaped dump.rdb 'x\xff'; rm "$x.rdb"; ls
