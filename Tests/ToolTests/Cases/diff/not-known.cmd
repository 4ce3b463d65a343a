cp "$FIXTURES/tutorial/dump.rdb" .; head -c 1000 dump.rdb > cut.rdb; echo REDIS0011 > end.rdb; echo no > no.rdb; sed 's/msg/MSG/' cut.rdb > other.rdb
for file in cut.rdb end.rdb no.rdb none.rdb other.rdb; do
    rdbtool diff --summary dump.rdb $file; echo $?
    rdbtool diff --summary --format json dump.rdb $file; echo $?
    rdbtool diff dump.rdb $file | tail -1
    rdbtool diff -q dump.rdb $file; echo $?
done 2>/dev/null
