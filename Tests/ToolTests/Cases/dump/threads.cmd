cd "$FIXTURES"; for f in string_*.rdb list_*8.2.rdb hash_*valkey-9.1.rdb; do for j in 1 3; do rdbtool dump --now 0 --values -j $j "$f"; done; done | sort | uniq -c | awk '$1 % 2' | wc -l
