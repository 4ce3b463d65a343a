f="$FIXTURES/tutorial/dump.rdb"; rdbtool rewrite "$f" -o out.rdb.zst --reencode; rdbtool rewrite out.rdb.zst -o out.rdb.gz --verify; rdbtool rewrite - < out.rdb.gz | cmp - "$f" && ls
