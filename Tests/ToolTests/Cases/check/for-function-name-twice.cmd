file() { printf 'REDIS0010\365\100'; printf "\\$(printf %o ${#1})"; printf '%s' "$1"; printf '\377\0\0\0\0\0\0\0\0'; }
one="#!lua name=a
redis.register_function('f', function() end)"
two="#!lua name=b
redis.register_function('f', function() end)"
file "$one" | head -c -9 > both.rdb
file "$two" | tail -c +10 >> both.rdb
rdbtool check --for redis-7.0 both.rdb | sed -n '2,3p'
