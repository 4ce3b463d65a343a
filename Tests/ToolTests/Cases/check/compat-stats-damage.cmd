# Keys before the damage are counted.
head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb
rdbtool check --now 1800000000 --compat valkey-check-rdb --stats csv cut.rdb
