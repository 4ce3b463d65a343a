cp "$FIXTURES/tutorial/dump.rdb" .; f=dump.rdb
rdbtool dump --now 2026-01-01T00:00:00Z --type hash --limit 2 "$f"
rdbtool dump --now 2026-01-01T00:00:00Z --ttl live --db 5 "$f" "$f"
rdbtool dump --now 2200-01-01T00:00:00Z --key run* "$f" -o out.txt && cat out.txt
