rdbtool diff --db 1 --rename 's/:.*//' "$FIXTURES/tutorial/dump.rdb" "$FIXTURES/tutorial/dump.rdb"; echo $?
echo old > patch; rdbtool diff --to commands -o patch --rename 's/:.*//' "$FIXTURES/tutorial/dump.rdb" "$FIXTURES/tutorial/dump.rdb" 2> /dev/null; echo $?; cat patch
