aoftool check nothing.aof
