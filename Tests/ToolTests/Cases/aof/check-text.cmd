echo 'some notes' > notes.txt
aoftool check notes.txt
