for f in "$FIXTURES"/tutorial/dump*.rdb; do rdbtool rewrite --reencode "$f" -o out.rdb && cmp "$f" out.rdb && echo same; done
