rdbtool diff --map-db 0:1 --map-db 0:2 a b; echo $?
rdbtool diff --rename 's/(/x/' a b; echo $?
rdbtool digest --certificate "$FIXTURES/tutorial/dump.rdb" -o a.json; rdbtool diff --prefix-add x: a.json "$FIXTURES/tutorial/dump.rdb"; echo $?
