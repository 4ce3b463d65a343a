mkdir data
cp "$FIXTURES/tutorial/dump.rdb" data/nightly.rdb
printf 'port 0\n# dir /elsewhere\ndir "./data"\ndbfilename nightly.rdb\ninclude other.conf\n' > redis.conf
rdbtool check --now 1800000000 --config redis.conf | sed "s|$PWD/||"
