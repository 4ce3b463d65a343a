head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb; rdbtool rewrite cut.rdb -o out.rdb --keep-partial; echo "status $?"; rdbtool check -q out.rdb && rdbtool convert --to keys out.rdb | tail -n 2
