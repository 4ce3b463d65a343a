ln -s "$(command -v aoftool)" redis-check-aof
cp "$FIXTURES/aof/rewritten_redis-7.0/"* .
PATH=.:$PATH redis-check-aof appendonly.aof.manifest
