echo "this is no dump" > notes.txt; rdbtool check notes.txt
