printf 'REDIS0010\376\0\020\011a"\n\033[31m\377\002xx\377\0\0\0\0\0\0\0\0' > evil.rdb
rdbtool check --quiet evil.rdb
