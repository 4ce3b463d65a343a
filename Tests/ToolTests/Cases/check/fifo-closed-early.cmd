mkfifo pipe
head -c 700 "$FIXTURES/tutorial/dump.rdb" > pipe &
rdbtool check --now 1800000000 pipe
