file() { printf 'REDIS0010\365\100'; printf "\\$(printf %o ${#1})"; printf '%s' "$1"; printf '\377\0\0\0\0\0\0\0\0'; }
file "#!lua name=a
return (" > syntax.rdb
file "#!lua name=a
local x = 1" > nothing.rdb
file "#!lua name=a
x = 1" > global.rdb
file "#!lua name=a
while true do end" > loop.rdb
file "#!lua name=a
local s='x' while true do s=s..s end" > memory.rdb
file "#!lua name=a
redis.register_function{function_name='f',callback=function() end,flags={'no-writes'}}" > loads.rdb
file "#!lua name=a
redis.register_function{function_name='f',callback=function() end,flags={'fast'}}" > flag.rdb
file "#!lua name=a
server.register_function('f',function() end)" > server.rdb
file "#!lua name=a
io.open('/etc/passwd')" > file.rdb
file "#!lua name=a
local f=loadstring('return 1')" > code.rdb
for name in syntax nothing global loop memory loads flag server file code; do
  rdbtool check --for redis-7.0 $name.rdb | sed -n '2,3p' | cut -c1-160
done
rdbtool check --quiet --for valkey-9.1 server.rdb
