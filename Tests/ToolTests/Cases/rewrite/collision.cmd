cp "$FIXTURES/tutorial/dump.rdb" in.rdb; echo old > out.rdb; rdbtool rewrite in.rdb -o out.rdb --db 1 --rename "s/:.*//"; echo "status $?"; cat out.rdb; ls
