f="$FIXTURES/tutorial/dump.rdb"
rdbtool rewrite "$f" -o out.rdb --db 1..5 --rename "s/^hat:(\\d+)$/cap:\$1:x/" --prefix-add "new:" --map-db 5:0 --shift-ttl -1h
rdbtool convert --to commands out.rdb | cut -c1-60
