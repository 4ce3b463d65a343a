cp "$FIXTURES/tutorial/dump.rdb" .; head -c 1000 dump.rdb > cut.rdb; rdbtool diff dump.rdb cut.rdb; echo $?; rdbtool diff dump.rdb none.rdb; echo $?
