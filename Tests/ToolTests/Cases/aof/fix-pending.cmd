printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
cp -p a.aof copy
aoftool fix -q --yes --max-loss 1KiB a.aof 2> /dev/null
cp -p copy a.aof
mv a.aof.aoftool-*.journal a.aof.aoftool-STAMP.pending
aoftool fix --dry-run a.aof
aoftool fix --dry-run --format json a.aof
aoftool fix -o new a.aof
echo n | aoftool fix a.aof
wc -c < a.aof
echo y | aoftool fix a.aof
status=$?
wc -c < a.aof
ls
exit $status
