head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb; echo old > out.txt; rdbtool convert --to keys cut.rdb -o out.txt; echo "status $?"; cat out.txt; ls
