cp "$FIXTURES/tutorial/dump.rdb" .
rdbtool get --to raw dump.rdb runner | od -c; rdbtool get --to raw dump.rdb runner -o runner.txt.gz && gzip -dc runner.txt.gz | wc -c
