cat "$FIXTURES/tutorial/dump.rdb" | rdbtool rewrite - --key runner --key "484272:zip*" --key "484272:name" --rename "s/.*/x/" -o out.rdb; echo "status $?"; ls
