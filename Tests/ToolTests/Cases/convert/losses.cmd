out=$PWD/out.txt
cd "$FIXTURES"
rdbtool convert --to commands --for redis-6.2 functions_two_redis-7.0.rdb hash_metadata_redis-7.4.rdb > "$out"
head -2 "$out"
rdbtool convert --to commands --for redis-7.0 hash_listpack_ex_redis-7.4.rdb > /dev/null
echo "status $?"
rdbtool convert --to commands --for redis-6.2 functions_two_redis-7.0.rdb -o "$out"
echo "status $?, $(wc -l < "$out") lines"
