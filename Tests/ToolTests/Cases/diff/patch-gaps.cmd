cat > a.ndjson <<END
{"db":0,"type":"hash","key":"h","hash":[{"field":"a","value":"1"}]}
{"db":0,"type":"string","key":"s","string":"1"}
END
cat > b.ndjson <<END
{"db":0,"type":"hash","key":"h","hash":[{"field":"a","value":"9","expires_ms":9999999999999}]}
{"db":0,"type":"string","key":"s","string":"2"}
END
rdbtool diff --to commands --for redis-6.2 a.ndjson b.ndjson; echo $?
rdbtool diff --to commands --for redis-7.4 a.ndjson b.ndjson; echo $?
echo "fields that expire on both sides, expiries ignored"; sed 's/"9"/"1"/' b.ndjson > c.ndjson; rdbtool diff --ignore ttl --to commands c.ndjson b.ndjson; echo $?
echo "an array"; printf 'REDIS0014\376\000\034\001a\001\000\000\002\000\000\000\000\000\000\370\077\377\000\000\000\000\000\000\000\000' > array.rdb
rdbtool diff --to commands a.ndjson array.rdb; echo $?
