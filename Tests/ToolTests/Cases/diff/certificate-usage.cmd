cp "$FIXTURES/tutorial/dump.rdb" .; rdbtool digest --certificate dump.rdb -o dump.json
for option in "--db 0" "--key a" "--type hash" "--ttl live" "--bytes 1.." "--slot 0" "--sample 1%" "--map-db 0:1" "--prefix-add a" "--ignore ttl" "--score-tolerance 1" "--ttl-tolerance 1s" "--now 0" "--to resp" "--summary" "--format json" "--limit 1" "--exact"; do
    echo "$option: $(rdbtool diff $option dump.json dump.rdb 2>&1 | head -1)"; rdbtool diff $option dump.rdb dump.json 2>/dev/null; echo $?
done
rdbtool diff --ignore idle,freq dump.json dump.rdb; echo $?
rdbtool digest --certificate --exact dump.rdb -o exact.json; rdbtool diff --exact exact.json dump.rdb; echo $?; rdbtool diff --ignore idle exact.json dump.rdb; echo $?
