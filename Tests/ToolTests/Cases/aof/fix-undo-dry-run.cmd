printf '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nDE' > a.aof
aoftool fix -q --yes --max-loss 1KiB a.aof 2> /dev/null
mv a.aof.aoftool-*.journal a.aof.aoftool-STAMP.journal
aoftool fix --undo a.aof.aoftool-STAMP.journal --dry-run
wc -c < a.aof
for option in --yes '-o new' --splice '--max-loss 1%' '--tmp /tmp'; do
    aoftool fix --undo a.aof.aoftool-STAMP.journal $option 2> /dev/null
    echo $?
done
wc -c < a.aof
