rdbtool convert --schema spark
