{ head -c -8 "$FIXTURES/string_raw_redis-7.0.rdb"; printf '\001\002\003\004\005\006\007\010'; } > crc.rdb
rdbtool check --now 1800000000 crc.rdb
