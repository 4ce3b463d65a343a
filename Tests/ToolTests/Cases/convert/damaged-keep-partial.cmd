head -c 700 "$FIXTURES/tutorial/dump.rdb" > cut.rdb; rdbtool convert --to keys cut.rdb -o out.txt --keep-partial; echo "status $?"; wc -l < out.txt; ls
