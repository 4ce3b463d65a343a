echo "no snapshot" > file; rdbtool rewrite file -o out.rdb; echo "status $?"; ls
