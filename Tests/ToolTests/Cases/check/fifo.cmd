mkfifo pipe
cat "$FIXTURES/tutorial/dump.rdb" > pipe &
rdbtool check --now 1800000000 pipe
