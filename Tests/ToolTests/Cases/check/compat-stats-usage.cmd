rdbtool check --compat redis-check-rdb --stats csv dump.rdb
