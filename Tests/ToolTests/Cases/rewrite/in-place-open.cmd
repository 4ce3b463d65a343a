cp "$FIXTURES/tutorial/dump.rdb" dump.rdb; exec 3>>dump.rdb; rdbtool rewrite --in-place --type list dump.rdb 2>&1 | sed "s/process [0-9]*/process N/"; cmp dump.rdb "$FIXTURES/tutorial/dump.rdb"
