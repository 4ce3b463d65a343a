rdbtool check --now 1800000000 --compat valkey-check-rdb --stats csv "$FIXTURES/tutorial/dump.rdb" |
    sed -n "/functions/,\$p"
