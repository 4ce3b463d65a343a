rdbtool --help && rdbtool help check && aoftool --help
