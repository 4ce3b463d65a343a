// Written by scripts/make-commands.py; do not edit.

/// What `COMMAND` of each server reports, an entry for each command and subcommand.
enum AOFCommandData {
    /// `name arity flags`, entries apart by `;`.
    ///
    /// Arity counts the name; negative: at least so many. Five, for redis-6.2.14, redis-7.0.15, redis-7.4.1, redis-8.2.3, valkey-9.1.2,
    /// where they differ; `.` where the server does not have it. Flags: `w` writes, `c` has subcommands in the servers
    /// from 7.0 on; numbers are the positions of the first and the last key (negative: from the end) and their step.
    static let text = """
        acl -2 c;acl|cat .,-2,-2,-2,-2 -;acl|deluser .,-3,-3,-3,-3 -;acl|dryrun .,-4,-4,-4,-4 -;\
        acl|genpass .,-2,-2,-2,-2 -;acl|getuser .,3,3,3,3 -;acl|help .,2,2,2,2 -;acl|list .,2,2,2,2 -;\
        acl|load .,2,2,2,2 -;acl|log .,-2,-2,-2,-2 -;acl|save .,2,2,2,2 -;acl|setuser .,-3,-3,-3,-3 -;\
        acl|users .,2,2,2,2 -;acl|whoami .,2,2,2,2 -;append 3 w1;asking 1 -;auth -2 -;bgrewriteaof 1 -;bgsave -1 -;\
        bitcount -2 1;bitfield -2 w1;bitfield_ro -2 1;bitop -4 w2,-1,1;bitpos -3 1;blmove 6 w1,2,1;\
        blmpop .,-5,-5,-5,-5 w;blpop -3 w1,-2,1;brpop -3 w1,-2,1;brpoplpush 4 w1,2,1;bzmpop .,-5,-5,-5,-5 w;\
        bzpopmax -3 w1,-2,1;bzpopmin -3 w1,-2,1;client -2 c;client|caching .,3,3,3,3 -;client|capa .,.,.,.,-3 -;\
        client|getname .,2,2,2,2 -;client|getredir .,2,2,2,2 -;client|help .,2,2,2,2 -;client|id .,2,2,2,2 -;\
        client|import-source .,.,.,.,3 -;client|info .,2,2,2,2 -;client|kill .,-3,-3,-3,-3 -;\
        client|list .,-2,-2,-2,-2 -;client|no-evict .,3,3,3,3 -;client|no-touch .,.,3,3,3 -;\
        client|pause .,-3,-3,-3,-3 -;client|reply .,3,3,3,3 -;client|setinfo .,.,4,4,4 -;client|setname .,3,3,3,3 -;\
        client|tracking .,-3,-3,-3,-3 -;client|trackinginfo .,2,2,2,2 -;client|unblock .,-3,-3,-3,-3 -;\
        client|unpause .,2,2,2,2 -;cluster -2 c;clusterscan .,.,.,.,-2 1;cluster|addslots .,-3,-3,-3,-3 -;\
        cluster|addslotsrange .,-4,-4,-4,-4 -;cluster|bumpepoch .,2,2,2,2 -;cluster|cancelslotmigrations .,.,.,.,2 -;\
        cluster|count-failure-reports .,3,3,3,3 -;cluster|countkeysinslot .,3,3,3,3 -;\
        cluster|delslots .,-3,-3,-3,-3 -;cluster|delslotsrange .,-4,-4,-4,-4 -;cluster|failover .,-2,-2,-2,-2 -;\
        cluster|flushslot .,.,.,.,-3 w;cluster|flushslots .,2,2,2,2 -;cluster|forget .,3,3,3,3 -;\
        cluster|getkeysinslot .,4,4,4,4 -;cluster|getslotmigrations .,.,.,.,2 -;cluster|help .,2,2,2,2 -;\
        cluster|info .,2,2,2,2 -;cluster|keyslot .,3,3,3,3 -;cluster|links .,2,2,2,2 -;cluster|meet .,-4,-4,-4,-4 -;\
        cluster|migrateslots .,.,.,.,-4 -;cluster|myid .,2,2,2,2 -;cluster|myshardid .,.,2,2,2 -;\
        cluster|nodes .,2,2,2,2 -;cluster|replicas .,3,3,3,3 -;cluster|replicate .,3,3,3,-3 -;\
        cluster|reset .,-2,-2,-2,-2 -;cluster|saveconfig .,2,2,2,2 -;cluster|set-config-epoch .,3,3,3,3 -;\
        cluster|setslot .,-4,-4,-4,-4 -;cluster|shards .,2,2,2,2 -;cluster|slaves .,3,3,3,3 -;\
        cluster|slot-stats .,.,.,-4,-4 -;cluster|slots .,2,2,2,2 -;cluster|syncslots .,.,.,.,-3 -;command -1 c;\
        commandlog .,.,.,.,-2 c;commandlog|get .,.,.,.,4 -;commandlog|help .,.,.,.,2 -;commandlog|len .,.,.,.,3 -;\
        commandlog|reset .,.,.,.,3 -;command|count .,2,2,2,2 -;command|docs .,-2,-2,-2,-2 -;\
        command|getkeys .,-4,-3,-3,-3 -;command|getkeysandflags .,-4,-3,-3,-3 -;command|help .,2,2,2,2 -;\
        command|info .,-2,-2,-2,-2 -;command|list .,-2,-2,-2,-2 -;config -2 c;config|get .,-3,-3,-3,-3 -;\
        config|help .,2,2,2,2 -;config|resetstat .,2,2,2,2 -;config|rewrite .,2,2,2,2 -;config|set .,-4,-4,-4,-4 -;\
        copy -3 w1,2,1;dbsize 1 -;debug -2 -;decr 2 w1;decrby 3 w1;del -2 w1,-1,1;delifeq .,.,.,.,3 w1;discard 1 -;\
        dump 2 1;echo 2 -;eval -3 -;eval_ro .,-3,-3,-3,-3 -;evalsha -3 -;evalsha_ro .,-3,-3,-3,-3 -;exec 1 -;\
        exists -2 1,-1,1;expire 3,-3,-3,-3,-3 w1;expireat 3,-3,-3,-3,-3 w1;expiretime .,2,2,2,2 1;failover -1 -;\
        fcall .,-3,-3,-3,-3 -;fcall_ro .,-3,-3,-3,-3 -;flushall -1 w;flushdb -1 w;function .,-2,-2,-2,-2 c;\
        function|delete .,3,3,3,3 w;function|dump .,2,2,2,2 -;function|flush .,-2,-2,-2,-2 w;\
        function|help .,2,2,2,2 -;function|kill .,2,2,2,2 -;function|list .,-2,-2,-2,-2 -;\
        function|load .,-3,-3,-3,-3 w;function|restore .,-3,-3,-3,-3 w;function|stats .,2,2,2,2 -;geoadd -5 w1;\
        geodist -4 1;geohash -2 1;geopos -2 1;georadius -6 w1;georadius_ro -6 1;georadiusbymember -5 w1;\
        georadiusbymember_ro -5 1;geosearch -7 1;geosearchstore -8 w1,2,1;get 2 1;getbit 3 1;getdel 2 w1;getex -2 w1;\
        getrange 4 1;getset 3 w1;hdel -3 w1;hello -1 -;hexists 3 1;hexpire .,.,-6,-6,-6 w1;hexpireat .,.,-6,-6,-6 w1;\
        hexpiretime .,.,-5,-5,-5 1;hget 3 1;hgetall 2 1;hgetdel .,.,.,-5,-5 w1;hgetex .,.,.,-5,-5 w1;hincrby 4 w1;\
        hincrbyfloat 4 w1;hkeys 2 1;hlen 2 1;hmget -3 1;hmset -4 w1;host: -1,.,.,.,. -;hpersist .,.,-5,-5,-5 w1;\
        hpexpire .,.,-6,-6,-6 w1;hpexpireat .,.,-6,-6,-6 w1;hpexpiretime .,.,-5,-5,-5 1;hpttl .,.,-5,-5,-5 1;\
        hrandfield -2 1;hscan -3 1;hset -4 w1;hsetex .,.,.,-6,-6 w1;hsetnx 4 w1;hstrlen 3 1;httl .,.,-5,-5,-5 1;\
        hvals 2 1;incr 2 w1;incrby 3 w1;incrbyfloat 3 w1;info -1 -;keys 2 -;lastsave 1 -;latency -2 c;\
        latency|doctor .,2,2,2,2 -;latency|graph .,3,3,3,3 -;latency|help .,2,2,2,2 -;\
        latency|histogram .,-2,-2,-2,-2 -;latency|history .,3,3,3,3 -;latency|latest .,2,2,2,2 -;\
        latency|reset .,-2,-2,-2,-2 -;lcs .,-3,-3,-3,-3 1,2,1;lindex 3 1;linsert 5 w1;llen 2 1;lmove 5 w1,2,1;\
        lmpop .,-4,-4,-4,-4 w;lolwut -1 -;lpop -2 w1;lpos -3 1;lpush -3 w1;lpushx -3 w1;lrange 4 1;lrem 4 w1;\
        lset 4 w1;ltrim 4 w1;memory -2 c;memory|doctor .,2,2,2,2 -;memory|help .,2,2,2,2 -;\
        memory|malloc-stats .,2,2,2,2 -;memory|purge .,2,2,2,2 -;memory|stats .,2,2,2,2 -;\
        memory|usage .,-3,-3,-3,-3 2;mget -2 1,-1,1;migrate -6 w3;module -2 c;module|help .,2,2,2,2 -;\
        module|list .,2,2,2,2 -;module|load .,-3,-3,-3,-3 -;module|loadex .,-3,-3,-3,-3 -;module|unload .,3,3,3,3 -;\
        monitor 1 -;move 3 w1;mset -3 w1,-1,2;msetex .,.,.,.,-4 w;msetnx -3 w1,-1,2;multi 1 -;object -2 c2;\
        object|encoding .,3,3,3,3 2;object|freq .,3,3,3,3 2;object|help .,2,2,2,2 -;object|idletime .,3,3,3,3 2;\
        object|refcount .,3,3,3,3 2;persist 2 w1;pexpire 3,-3,-3,-3,-3 w1;pexpireat 3,-3,-3,-3,-3 w1;\
        pexpiretime .,2,2,2,2 1;pfadd -2 w1;pfcount -2 1,-1,1;pfdebug -3,3,3,3,3 w2;pfmerge -2 w1,-1,1;pfselftest 1 -;\
        ping -1 -;post -1,.,.,.,. -;psetex 4 w1;psubscribe -2 -;psync -3 -;pttl 2 1;publish 3 -;pubsub -2 c;\
        pubsub|channels .,-2,-2,-2,-2 -;pubsub|help .,2,2,2,2 -;pubsub|numpat .,2,2,2,2 -;\
        pubsub|numsub .,-2,-2,-2,-2 -;pubsub|shardchannels .,-2,-2,-2,-2 -;pubsub|shardnumsub .,-2,-2,-2,-2 -;\
        punsubscribe -1 -;quit .,-1,-1,-1,-1 -;randomkey 1 -;readonly 1 -;readwrite 1 -;rename 3 w1,2,1;\
        renamenx 3 w1,2,1;replconf -1 -;replicaof 3 -;reset 1 -;restore -4 w1;restore-asking -4 w1;role 1 -;\
        rpop -2 w1;rpoplpush 3 w1,2,1;rpush -3 w1;rpushx -3 w1;sadd -3 w1;save 1 -;scan -2 -;scard 2 1;script -2 c;\
        script|debug .,3,3,3,-3 -;script|exists .,-3,-3,-3,-3 -;script|flush .,-2,-2,-2,-2 -;script|help .,2,2,2,2 -;\
        script|kill .,2,2,2,2 -;script|load .,3,3,3,3 -;script|show .,.,.,.,3 -;sdiff -2 1,-1,1;sdiffstore -3 w1,-1,1;\
        select 2 -;set -3 w1;setbit 4 w1;setex 4 w1;setnx 3 w1;setrange 4 w1;shutdown -1 -;sinter -2 1,-1,1;\
        sintercard .,-3,-3,-3,-3 -;sinterstore -3 w1,-1,1;sismember 3 1;slaveof 3 -;slowlog -2 c;\
        slowlog|get .,-2,-2,-2,-2 -;slowlog|help .,2,2,2,2 -;slowlog|len .,2,2,2,2 -;slowlog|reset .,2,2,2,2 -;\
        smembers 2 1;smismember -3 1;smove 4 w1,2,1;sort -2 w1;sort_ro .,-2,-2,-2,-2 1;spop -2 w1;\
        spublish .,3,3,3,3 1;srandmember -2 1;srem -3 w1;sscan -3 1;ssubscribe .,-2,-2,-2,-2 1,-1,1;\
        stralgo -2,.,.,.,. -;strlen 2 1;subscribe -2 -;substr 4 1;sunion -2 1,-1,1;sunionstore -3 w1,-1,1;\
        sunsubscribe .,-1,-1,-1,-1 1,-1,1;swapdb 3 w;sync 1 -;time 1 -;touch -2 1,-1,1;ttl 2 1;type 2 1;\
        unlink -2 w1,-1,1;unsubscribe -1 -;unwatch 1 -;vadd .,.,.,-1,. w1;vcard .,.,.,-1,. 1;vdim .,.,.,-1,. 1;\
        vemb .,.,.,-1,. 1;vgetattr .,.,.,-1,. 1;vinfo .,.,.,-1,. 1;vismember .,.,.,-1,. 1;vlinks .,.,.,-1,. 1;\
        vrandmember .,.,.,-1,. 1;vrem .,.,.,-1,. w1;vsetattr .,.,.,-1,. w1;vsim .,.,.,-1,. 1;wait 3 -;\
        waitaof .,.,4,4,4 -;watch -2 1,-1,1;xack -4 w1;xackdel .,.,.,-6,. w1;xadd -5 w1;xautoclaim -6 w1;xclaim -6 w1;\
        xdel -3 w1;xdelex .,.,.,-5,. w1;xgroup -2 wc2;xgroup|create .,-5,-5,-5,-5 w2;\
        xgroup|createconsumer .,5,5,5,5 w2;xgroup|delconsumer .,5,5,5,5 w2;xgroup|destroy .,4,4,4,4 w2;\
        xgroup|help .,2,2,2,2 -;xgroup|setid .,-5,-5,-5,-5 w2;xinfo -2 c2;xinfo|consumers .,4,4,4,4 2;\
        xinfo|groups .,3,3,3,3 2;xinfo|help .,2,2,2,2 -;xinfo|stream .,-3,-3,-3,-3 2;xlen 2 1;xpending -3 1;\
        xrange -4 1;xread -4 -;xreadgroup -7 w;xrevrange -4 1;xsetid 3,-3,-3,-3,-3 w1;xtrim -4 w1;zadd -4 w1;\
        zcard 2 1;zcount 4 1;zdiff -3 -;zdiffstore -4 w1;zincrby 4 w1;zinter -3 -;zintercard .,-3,-3,-3,-3 -;\
        zinterstore -4 w1;zlexcount 4 1;zmpop .,-4,-4,-4,-4 w;zmscore -3 1;zpopmax -2 w1;zpopmin -2 w1;\
        zrandmember -2 1;zrange -4 1;zrangebylex -4 1;zrangebyscore -4 1;zrangestore -5 w1,2,1;zrank 3,3,-3,-3,-3 1;\
        zrem -3 w1;zremrangebylex 4 w1;zremrangebyrank 4 w1;zremrangebyscore 4 w1;zrevrange -4 1;zrevrangebylex -4 1;\
        zrevrangebyscore -4 1;zrevrank 3,3,-3,-3,-3 1;zscan -3 1;zscore 3 1;zunion -3 -;zunionstore -4 w1;\

        """
}
