rdbtool rewrite missing.rdb -o out.rdb; echo "status $?"; ls
