ln -s "$(command -v rdbtool)" valkey-check-rdb
cp "$FIXTURES/list_quicklist2_nodes_valkey-9.1.rdb" dump.rdb
./valkey-check-rdb dump.rdb --stats --format csv | sed -n '/^db/p'
./valkey-check-rdb --stats dump.rdb | sed -n '/elements.total/p'
./valkey-check-rdb dump.rdb --format csv | sed -n '/^db/p'
./valkey-check-rdb dump.rdb --stats --format form
./valkey-check-rdb dump.rdb --stats --format
ln -s valkey-check-rdb redis-check-rdb
./redis-check-rdb dump.rdb --stats
