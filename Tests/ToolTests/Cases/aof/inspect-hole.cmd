{ printf '*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n'; printf 'hole'; printf '*2\r\n$3\r\nDEL\r\n$1\r\nk\r\n*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n'; } > a.aof
aoftool inspect --at 25 a.aof
