cp "$FIXTURES/tutorial/dump.rdb" .
rdbtool convert --key= dump.rdb; echo "status $?"; rdbtool inspect --at= dump.rdb; echo "status $?"
rdbtool convert -o= dump.rdb; echo "status $?"; aoftool log --key= x; echo "status $?"
rdbtool convert --key '' dump.rdb && rdbtool get dump.rdb -- --key=; echo "status $?"; ls
