cp -r "$FIXTURES/aof/plain_redis-7.0" set; cd set; m=$(ls *.manifest); ln -s "set/$m" ../link; cp "$m" ../before
printf 'dir ../\nappenddirname "set"\n' > redis.conf
aoftool convert . -o "$m"; echo "status $?"; aoftool convert "$m" -o ../link; echo "status $?"
aoftool convert --config redis.conf -o redis.conf; echo "status $?"; cmp "$m" ../before && wc -l < redis.conf
