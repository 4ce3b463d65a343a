{ cat "$FIXTURES/string_raw_redis-7.0.rdb"; printf garbage; } > long.rdb
rdbtool check --now 1800000000 --quiet long.rdb && rdbtool check --now 1800000000 --strict --quiet long.rdb
