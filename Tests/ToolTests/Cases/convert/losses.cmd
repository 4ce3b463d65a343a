cd "$FIXTURES"
rdbtool convert --to commands --for redis-6.2 functions_two_redis-7.0.rdb hash_metadata_redis-7.4.rdb | head -2
rdbtool convert --to commands --for redis-7.0 hash_listpack_ex_redis-7.4.rdb > /dev/null
echo "status $?"
rdbtool convert --to commands --for redis-6.2 functions_two_redis-7.0.rdb -o "$OLDPWD/out.txt"; echo "status $?, $(wc -l < "$OLDPWD/out.txt") lines"
