echo 'no dump at all' > notes.txt
rdbtool check --for redis-7.0 notes.txt
