rdbtool check --config no.conf
