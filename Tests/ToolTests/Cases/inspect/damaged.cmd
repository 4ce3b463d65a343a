f="$FIXTURES/hash_listpack_redis-7.0.rdb"
head -c 130 "$f" | rdbtool inspect - | tail -4; head -c 130 "$f" | rdbtool inspect - > /dev/null 2>&1; echo "status $?"
(head -c 121 "$f"; printf '\007'; tail -c +123 "$f") > wrong.rdb; rdbtool inspect wrong.rdb | head -60 | tail -20
rdbtool inspect --at 0x7c wrong.rdb; echo "status $?"
(head -c 5 "$f"; head -c 20 /dev/zero) > no.rdb; rdbtool inspect no.rdb; echo "status $?"
