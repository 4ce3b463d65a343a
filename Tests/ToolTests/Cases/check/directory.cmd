mkdir folder; rdbtool check folder
