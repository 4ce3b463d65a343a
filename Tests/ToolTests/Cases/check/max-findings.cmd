{ printf 'REDIS0010\376\0'; for i in 1 2 3 4 5; do printf "\\020\\001$i\\002xx"; done; printf '\377\0\0\0\0\0\0\0\0'; } > five.rdb
rdbtool check --max-findings 2 five.rdb
