cp "$FIXTURES/tutorial/dump.rdb" dump.rdb; chmod 640 dump.rdb; rdbtool rewrite --in-place --type list dump.rdb; echo "status $?"; rdbtool convert --to keys dump.rdb; ls; stat -c %a dump.rdb
