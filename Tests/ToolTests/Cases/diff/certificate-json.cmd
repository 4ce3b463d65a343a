cp "$FIXTURES/tutorial/dump.rdb" .; rdbtool digest --certificate dump.rdb -o dump.json; rdbtool convert dump.rdb > dump.ndjson
rdbtool diff dump.json dump.ndjson; echo $?
rdbtool convert --to json dump.rdb -o array.json.gz; rdbtool diff array.json.gz dump.json; echo $?
sed 's/black/white/' dump.ndjson > changed.ndjson; rdbtool diff changed.ndjson dump.json; echo $?
echo "cut between two lines"; head -n -1 dump.ndjson > cut.ndjson; rdbtool diff dump.json cut.ndjson; echo $?
echo "cut inside a line"; head -c -20 dump.ndjson > cut.ndjson; rdbtool diff dump.json cut.ndjson; echo $?
echo "function libraries"; cp "$FIXTURES/functions_two_redis-7.4.rdb" two.rdb; rdbtool digest --certificate two.rdb -o two.json
rdbtool convert two.rdb > two.ndjson; rdbtool diff two.json two.ndjson; echo $?
rdbtool convert --include meta two.rdb > two.ndjson; rdbtool diff two.json two.ndjson; echo $?
sed 's/"#!lua/"#!LUA/' two.ndjson > other.ndjson; rdbtool diff two.json other.ndjson; echo $?
echo "an exact certificate"; rdbtool digest --certificate --exact dump.rdb -o exact.json; rdbtool diff exact.json dump.ndjson; echo $?
rdbtool diff exact.json dump.rdb; echo $?; rdbtool diff exact.json dump.json; echo $?
echo "an array with a double"; printf 'REDIS0014\376\000\034\001a\001\000\000\002\000\000\000\000\000\000\370\077\377\000\000\000\000\000\000\000\000' > array.rdb
rdbtool convert array.rdb > array.ndjson; cat array.ndjson; rdbtool digest --certificate array.rdb -o array.json 2>/dev/null; rdbtool diff array.json array.ndjson; echo $?
echo "a certificate and nothing"; rdbtool diff dump.json none.ndjson; echo $?
