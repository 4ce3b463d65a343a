rdbtool convert none.rdb
