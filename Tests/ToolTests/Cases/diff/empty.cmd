cp "$FIXTURES/tutorial/dump.rdb" .; : > empty.rdb; printf REDIS > short.rdb; printf REDIS0011 > header.rdb
for file in empty.rdb short.rdb header.rdb; do rdbtool diff dump.rdb $file; echo $?; rdbtool diff --summary $file dump.rdb; echo $?; done
rdbtool diff empty.rdb short.rdb; echo $?
