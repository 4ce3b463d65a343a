cd "$FIXTURES/tutorial"
rdbtool check --quiet --now 1800000000 --min-keys 1000 --min-bytes 10MiB --max-age 26h \
    --expect 'db0>=1000' --expect 'functions=1' dump.rdb
