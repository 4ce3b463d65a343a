echo 'some notes' > notes.txt
echo y | aoftool check --compat redis-check-aof --fix notes.txt
status=$?
cat notes.txt
exit $status
