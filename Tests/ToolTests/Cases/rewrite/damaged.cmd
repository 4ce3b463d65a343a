head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb; echo old > out.rdb; rdbtool rewrite cut.rdb -o out.rdb; echo "status $?"; cat out.rdb; ls
