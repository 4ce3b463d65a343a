cp "$FIXTURES/tutorial/dump.rdb" .
printf 'runner\nrealpython\nnobody' > keys.txt; rdbtool get --to json dump.rdb --keys-from keys.txt | cut -c1-40; rdbtool get dump.rdb --keys-from none.txt; echo "status $?"
