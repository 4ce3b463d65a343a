rdbtool diff a.rdb -; echo $?; rdbtool diff --ignore time a b; echo $?; rdbtool diff -o x a b; echo $?
