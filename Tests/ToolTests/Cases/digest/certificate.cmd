cp "$FIXTURES/databases_several_redis-7.4.rdb" a.rdb; cp "$FIXTURES/databases_several_valkey-9.1.rdb" b.rdb
rdbtool digest --certificate --now 2026-11-24T00:00:00Z a.rdb -o a.json && cat a.json
rdbtool check -q --against a.json b.rdb && echo as certified
rdbtool check -q --against a.json "$FIXTURES/functions_two_redis-7.4.rdb" 2>&1 | sed "s|$FIXTURES/||"
rdbtool check -q --against a.json --allow-fewer 80% "$FIXTURES/databases_several_redis-7.0.rdb" && echo enough
rdbtool check -q --against b.rdb a.rdb; echo $?
rdbtool diff a.json b.rdb; echo $?
