rdbtool rewrite "$FIXTURES/tutorial/dump.rdb" --drop-expired --now 2200-01-01T00:00:00Z --strip aux,functions | rdbtool check --now 2026-11-24T00:00:00Z -
