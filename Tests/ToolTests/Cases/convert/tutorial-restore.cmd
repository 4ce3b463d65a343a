rdbtool convert --to commands --restore "$FIXTURES/tutorial/dump.rdb" | head -5
