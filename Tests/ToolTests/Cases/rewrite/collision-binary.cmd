cd "$FIXTURES"; rdbtool rewrite --key-regex '^(?:\xff|nul)' --rename 's/(?s)^.*$/\xff/' -o /dev/null keys_binary_redis-7.4.rdb; echo "status $?"
