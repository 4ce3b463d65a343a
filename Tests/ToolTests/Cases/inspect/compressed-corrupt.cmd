cp "$FIXTURES/expiry_ms_redis-7.4.rdb" a.rdb; gzip -nc a.rdb > a.gz; echo 'no gzip at all' >> a.gz
rdbtool inspect a.rdb > plain; echo "status $?"; rdbtool inspect a.gz > map; echo "status $?"; diff plain map
head -c 90 a.gz > cut.gz; rdbtool inspect cut.gz > map; echo "status $?"
