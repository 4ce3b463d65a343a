cd "$FIXTURES"; f=keys_binary_redis-7.4.rdb
rdbtool get --hex $f 0001 FFFE80
rdbtool get --escaped $f '\xff\xfe\x80' 'nul\x00byte' 'a\r\nb' 'quo\"te\\'
rdbtool convert --to keys -0 $f | rdbtool get --keys-from - -0 $f | wc -l
rdbtool dump $f | wc -l
rdbtool get $f ''
