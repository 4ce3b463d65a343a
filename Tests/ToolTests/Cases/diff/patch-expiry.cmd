cat > a.ndjson <<END
{"db":0,"type":"set","key":"s","expires_ms":9999999999999,"set":["a"]}
{"db":0,"type":"zset","key":"z","expires_ms":9999999999999,"zset":[{"member":"a","score":1.0}]}
{"db":0,"type":"hash","key":"h","expires_ms":9999999999999,"hash":[{"field":"a","value":"1"}]}
{"db":0,"type":"list","key":"l","expires_ms":9999999999999,"list":["a"]}
{"db":0,"type":"string","key":"t","expires_ms":9999999999999,"string":"a"}
END
echo "all members are others, the expiry is the same"
sed 's/"a"/"b"/' a.ndjson > b.ndjson; rdbtool diff --to commands a.ndjson b.ndjson
echo "the expiry is ignored"; rdbtool diff --ignore ttl --to commands a.ndjson b.ndjson
echo "B has none"; sed 's/"expires_ms":9*,//' b.ndjson > c.ndjson; rdbtool diff --to commands a.ndjson c.ndjson
