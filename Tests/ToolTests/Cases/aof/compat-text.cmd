echo 'some notes' > notes.txt
echo y | aoftool check --compat --fix notes.txt
status=$?
cat notes.txt
exit $status
