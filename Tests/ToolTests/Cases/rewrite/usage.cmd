f="$FIXTURES/tutorial/dump.rdb"
for o in "--in-place -o x" "--map-db 1" "--map-db 1:0,1:2" "--map-db 1:0 --map-db 1:2" "--strip all" "--shift-ttl soon" "--rename s/a" "--rename s/(/x/" "--force" "--verify" "--on-unsupported drop" "--on-unsupported skip --for redis-7.0"; do
rdbtool rewrite "$f" $o 2>&1 >/dev/null | head -n 1; done; ls
