cd "$FIXTURES/tutorial"
rdbtool get --to json dump.rdb realpython runner
