cd "$FIXTURES"; rdbtool convert --to csv --csv-safe tutorial/dump.rdb | head -5
