aoftool check --compat
