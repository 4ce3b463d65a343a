cd "$FIXTURES/tutorial"
rdbtool get --to resp dump.rdb runner hat:56854717 | tr -d '\r'
