cd "$FIXTURES"; rdbtool convert --with file databases_several_redis-7.0.rdb expiry_ms_valkey-9.1.rdb --limit 6
