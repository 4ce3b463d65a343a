rdbtool convert --include meta "$FIXTURES/functions_two_redis-7.4.rdb" > a.ndjson
grep -v 'name=first' a.ndjson > less.ndjson; sed 's/name=second\\nredis/&/; s/second_get/another/' a.ndjson > b.ndjson
for pair in "less.ndjson $FIXTURES/functions_two_redis-7.4.rdb" "a.ndjson less.ndjson" "a.ndjson b.ndjson" "less.ndjson b.ndjson"; do
    rdbtool diff --color never $pair; echo $?; rdbtool diff --format json $pair; rdbtool diff --summary --format json $pair
done
rdbtool diff --to commands less.ndjson a.ndjson; echo $?; rdbtool diff --to commands --ignore functions less.ndjson a.ndjson; echo $?
sed 's/#!lua name=first/local function/' a.ndjson > nameless.ndjson; rdbtool diff --format json a.ndjson nameless.ndjson
