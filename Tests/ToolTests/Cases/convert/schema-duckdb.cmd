rdbtool convert --schema duckdb
