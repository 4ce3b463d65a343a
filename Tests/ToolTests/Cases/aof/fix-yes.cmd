printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
aoftool fix --yes --max-loss 1KiB a.aof 2> log
status=$?
sed 's/aoftool-.*journal/aoftool-STAMP.journal/' log >&2
wc -c < a.aof
aoftool fix -q --undo a.aof.aoftool-*.journal
wc -c < a.aof
ls
exit $status
