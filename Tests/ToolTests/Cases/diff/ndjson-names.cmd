cat > a.ndjson <<END
{"db":0,"type":"string","key":"a","string":"1"}
{"db":0,"type":"string","key":"base64:/w==","string":"2"}
{"db":0,"type":"string","key":"c","string":"3"}
END
echo "a name that is no base64"; sed 's/w==/w=/' a.ndjson > b.ndjson; rdbtool diff a.ndjson b.ndjson; echo $?
echo "a database that is no number"; sed 's/"db":0\(.*base64\)/"db":x\1/' a.ndjson > b.ndjson; rdbtool diff a.ndjson b.ndjson; echo $?
echo "an array that was cut behind a key"; rdbtool convert --to json "$FIXTURES/databases_several_redis-8.2.rdb" > c.json
for lines in 2 3; do head -n $lines c.json > d.json; rdbtool diff c.json d.json; echo $?; rdbtool diff --format json d.json c.json; done
