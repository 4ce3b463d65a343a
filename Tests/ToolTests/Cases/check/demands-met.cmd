cd "$FIXTURES/tutorial"
rdbtool check --quiet --now 1795363400 --min-keys 27 --min-bytes 1KiB --max-age 26h \
    --expect 'db0>=19' --expect 'db1.hash==3' --expect 'db5.expires>3' --expect 'string<100' dump.rdb
