rdbtool check
