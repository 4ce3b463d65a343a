cd "$FIXTURES/tutorial"; f=dump.rdb
for o in "" "--hex 0" "--hex zz" "--escaped \\q" "--hex --escaped 00" "--glob --hex 00" "-0 a" "--to raw a b" "--to payload --glob a" "--db x a" "--to xml a"; do rdbtool get $f $o 2>&1 | head -1; done
