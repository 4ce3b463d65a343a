cd "$FIXTURES/tutorial"
rdbtool get --glob --to json --db 1 dump.rdb 'hat:5*' | cut -c1-60; rdbtool get --glob --quiet --to json dump.rdb 'ru[m-o]*' none
