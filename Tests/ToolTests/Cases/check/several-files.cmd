cd "$FIXTURES"
rdbtool check --now 1800000000 --quiet tutorial/dump.rdb missing.rdb README.md
