rdbtool rewrite "$FIXTURES/tutorial/dump.rdb" --persist --prefix-strip 484272: --key "484272:*" --key runner --strip aux | rdbtool convert --to commands -
