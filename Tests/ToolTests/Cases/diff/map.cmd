rdbtool rewrite "$FIXTURES/tutorial/dump.rdb" -o moved.rdb --map-db 0:2,1:0 --prefix-strip hat: --rename 's/^user:(\d+)$/u$1/' --prefix-add new:
rdbtool diff --map-db 0:2 --map-db 1:0 --prefix-strip hat: --rename 's/^user:(\d+)$/u$1/' --prefix-add new: "$FIXTURES/tutorial/dump.rdb" moved.rdb; echo $?
rdbtool diff --summary --map-db 0:2,1:0 --key 'new:u*' --rename 's/^user:(\d+)$/user$1/' --prefix-add new: "$FIXTURES/tutorial/dump.rdb" moved.rdb; echo $?
