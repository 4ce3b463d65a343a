: > secret.rdb
cp "$(command -v rdbtool)" .
if [ "$(id -u)" = 0 ]; then
    chmod 755 . rdbtool
    chmod 600 secret.rdb
    setpriv --reuid 65534 --clear-groups ./rdbtool check secret.rdb
else
    chmod 0 secret.rdb
    rdbtool check secret.rdb
fi
