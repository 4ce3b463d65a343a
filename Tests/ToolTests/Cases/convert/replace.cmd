rdbtool convert --to commands --replace --limit 3 "$FIXTURES/tutorial/dump.rdb"
