cp "$FIXTURES/tutorial/dump.rdb" .; rdbtool digest --certificate dump.rdb -o c.json; echo text > text; mkdir folder; mkfifo fifo
for c in none folder text dump.rdb c.json; do rdbtool check -q --against $c dump.rdb; echo "status $?"; done
rdbtool check -q --against - dump.rdb < c.json; echo "status $?"; rdbtool check -q --against - - < c.json; echo "status $?"
cat c.json > fifo & rdbtool check -q --against fifo dump.rdb; echo "status $?"; rdbtool check --config folder; echo "status $?"
