f="$FIXTURES/tutorial/dump.rdb"; rdbtool rewrite "$f" -o out.rdb; echo "status $?"; cmp "$f" out.rdb && ls
