cp "$FIXTURES/tutorial/dump.rdb" in.rdb; rdbtool diff --db 1 --rename 's/:.*//' in.rdb in.rdb; echo $?
echo old > patch; rdbtool diff --to commands -o patch --rename 's/:.*//' in.rdb in.rdb 2> /dev/null; echo $?; cat patch
