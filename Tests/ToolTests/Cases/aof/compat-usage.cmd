ln -s "$(command -v aoftool)" redis-check-aof
PATH=.:$PATH redis-check-aof
