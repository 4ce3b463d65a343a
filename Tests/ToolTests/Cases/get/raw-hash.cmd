cd "$FIXTURES/tutorial"
rdbtool get --to raw dump.rdb realpython
