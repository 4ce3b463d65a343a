// Written by scripts/make-commands.py; do not edit.

/// What `COMMAND` of each server reports, an entry for each command and subcommand.
enum AOFCommandData {
    /// `name arity flags keys`, entries apart by `;`.
    ///
    /// Arity counts the name; negative: at least so many. Five, for redis-6.2.14, redis-7.0.15, redis-7.4.1, redis-8.2.3, valkey-9.1.2,
    /// where they differ; `.` where the server does not have it. Flags: `w` writes, `c` has subcommands in the servers
    /// from 7.0 on. Keys: ``AOFKeySpecification`` reads them.
    static let text = """
        acl -2 c -;acl|cat .,-2,-2,-2,-2 - -;acl|deluser .,-3,-3,-3,-3 - -;acl|dryrun .,-4,-4,-4,-4 - -;\
        acl|genpass .,-2,-2,-2,-2 - -;acl|getuser .,3,3,3,3 - -;acl|help .,2,2,2,2 - -;acl|list .,2,2,2,2 - -;\
        acl|load .,2,2,2,2 - -;acl|log .,-2,-2,-2,-2 - -;acl|save .,2,2,2,2 - -;acl|setuser .,-3,-3,-3,-3 - -;\
        acl|users .,2,2,2,2 - -;acl|whoami .,2,2,2,2 - -;append 3 w U1;asking 1 - -;auth -2 - -;bgrewriteaof 1 - -;\
        bgsave -1 - -;bitcount -2 - R1;bitfield -2 w U1;bitfield_ro -2 - R1;bitop -4 w O2,R3+-1/1/0;bitpos -3 - R1;\
        blmove 6 w U1,U2;blmpop .,-5,-5,-5,-5 w U2#0/1/1;blpop -3 w U1+-2/1/0;brpop -3 w U1+-2/1/0;\
        brpoplpush 4 w U1,U2;bzmpop .,-5,-5,-5,-5 w U2#0/1/1;bzpopmax -3 w U1+-2/1/0;bzpopmin -3 w U1+-2/1/0;\
        client -2 c -;client|caching .,3,3,3,3 - -;client|capa .,.,.,.,-3 - -;client|getname .,2,2,2,2 - -;\
        client|getredir .,2,2,2,2 - -;client|help .,2,2,2,2 - -;client|id .,2,2,2,2 - -;\
        client|import-source .,.,.,.,3 - -;client|info .,2,2,2,2 - -;client|kill .,-3,-3,-3,-3 - -;\
        client|list .,-2,-2,-2,-2 - -;client|no-evict .,3,3,3,3 - -;client|no-touch .,.,3,3,3 - -;\
        client|pause .,-3,-3,-3,-3 - -;client|reply .,3,3,3,3 - -;client|setinfo .,.,4,4,4 - -;\
        client|setname .,3,3,3,3 - -;client|tracking .,-3,-3,-3,-3 - -;client|trackinginfo .,2,2,2,2 - -;\
        client|unblock .,-3,-3,-3,-3 - -;client|unpause .,2,2,2,2 - -;cluster -2 c -;clusterscan .,.,.,.,-2 - -;\
        cluster|addslots .,-3,-3,-3,-3 - -;cluster|addslotsrange .,-4,-4,-4,-4 - -;cluster|bumpepoch .,2,2,2,2 - -;\
        cluster|cancelslotmigrations .,.,.,.,2 - -;cluster|count-failure-reports .,3,3,3,3 - -;\
        cluster|countkeysinslot .,3,3,3,3 - -;cluster|delslots .,-3,-3,-3,-3 - -;\
        cluster|delslotsrange .,-4,-4,-4,-4 - -;cluster|failover .,-2,-2,-2,-2 - -;cluster|flushslot .,.,.,.,-3 w -;\
        cluster|flushslots .,2,2,2,2 - -;cluster|forget .,3,3,3,3 - -;cluster|getkeysinslot .,4,4,4,4 - -;\
        cluster|getslotmigrations .,.,.,.,2 - -;cluster|help .,2,2,2,2 - -;cluster|info .,2,2,2,2 - -;\
        cluster|keyslot .,3,3,3,3 - -;cluster|links .,2,2,2,2 - -;cluster|meet .,-4,-4,-4,-4 - -;\
        cluster|migrateslots .,.,.,.,-4 - -;cluster|myid .,2,2,2,2 - -;cluster|myshardid .,.,2,2,2 - -;\
        cluster|nodes .,2,2,2,2 - -;cluster|replicas .,3,3,3,3 - -;cluster|replicate .,3,3,3,-3 - -;\
        cluster|reset .,-2,-2,-2,-2 - -;cluster|saveconfig .,2,2,2,2 - -;cluster|set-config-epoch .,3,3,3,3 - -;\
        cluster|setslot .,-4,-4,-4,-4 - -;cluster|shards .,2,2,2,2 - -;cluster|slaves .,3,3,3,3 - -;\
        cluster|slot-stats .,.,.,-4,-4 - -;cluster|slots .,2,2,2,2 - -;cluster|syncslots .,.,.,.,-3 - -;\
        command -1 c -;commandlog .,.,.,.,-2 c -;commandlog|get .,.,.,.,4 - -;commandlog|help .,.,.,.,2 - -;\
        commandlog|len .,.,.,.,3 - -;commandlog|reset .,.,.,.,3 - -;command|count .,2,2,2,2 - -;\
        command|docs .,-2,-2,-2,-2 - -;command|getkeys .,-4,-3,-3,-3 - -;command|getkeysandflags .,-4,-3,-3,-3 - -;\
        command|help .,2,2,2,2 - -;command|info .,-2,-2,-2,-2 - -;command|list .,-2,-2,-2,-2 - -;config -2 c -;\
        config|get .,-3,-3,-3,-3 - -;config|help .,2,2,2,2 - -;config|resetstat .,2,2,2,2 - -;\
        config|rewrite .,2,2,2,2 - -;config|set .,-4,-4,-4,-4 - -;copy -3 w R1,O2;dbsize 1 - -;debug -2 - -;\
        decr 2 w U1;decrby 3 w U1;del -2 w D1+-1/1/0;delifeq .,.,.,.,3 w D1;discard 1 - -;dump 2 - R1;echo 2 - -;\
        eval -3 - U2#0/1/1;eval_ro .,-3,-3,-3,-3 - R2#0/1/1;evalsha -3 - U2#0/1/1;evalsha_ro .,-3,-3,-3,-3 - R2#0/1/1;\
        exec 1 - -;exists -2 - R1+-1/1/0;expire 3,-3,-3,-3,-3 w U1;expireat 3,-3,-3,-3,-3 w U1;\
        expiretime .,2,2,2,2 - R1;failover -1 - -;fcall .,-3,-3,-3,-3 - U2#0/1/1;fcall_ro .,-3,-3,-3,-3 - R2#0/1/1;\
        flushall -1 w -;flushdb -1 w -;function .,-2,-2,-2,-2 c -;function|delete .,3,3,3,3 w -;\
        function|dump .,2,2,2,2 - -;function|flush .,-2,-2,-2,-2 w -;function|help .,2,2,2,2 - -;\
        function|kill .,2,2,2,2 - -;function|list .,-2,-2,-2,-2 - -;function|load .,-3,-3,-3,-3 w -;\
        function|restore .,-3,-3,-3,-3 w -;function|stats .,2,2,2,2 - -;geoadd -5 w U1;geodist -4 - R1;\
        geohash -2 - R1;geopos -2 - R1;georadius -6 w R1,Ostore@6,Ostoredist@6;georadius_ro -6 - R1;\
        georadiusbymember -5 w R1,Ostore@5,Ostoredist@5;georadiusbymember_ro -5 - R1;geosearch -7 - R1;\
        geosearchstore -8 w O1,R2;get 2 - R1;getbit 3 - R1;getdel 2 w U1;getex -2 w U1;getrange 4 - R1;getset 3 w U1;\
        hdel -3 w U1;hello -1 - -;hexists 3 - R1;hexpire .,.,-6,-6,-6 w U1;hexpireat .,.,-6,-6,-6 w U1;\
        hexpiretime .,.,-5,-5,-5 - R1;hget 3 - R1;hgetall 2 - R1;hgetdel .,.,.,-5,-5 w U1;hgetex .,.,.,-5,-5 w U1;\
        hincrby 4 w U1;hincrbyfloat 4 w U1;hkeys 2 - R1;hlen 2 - R1;hmget -3 - R1;hmset -4 w U1;host: -1,.,.,.,. - -;\
        hpersist .,.,-5,-5,-5 w U1;hpexpire .,.,-6,-6,-6 w U1;hpexpireat .,.,-6,-6,-6 w U1;\
        hpexpiretime .,.,-5,-5,-5 - R1;hpttl .,.,-5,-5,-5 - R1;hrandfield -2 - R1;hscan -3 - R1;hset -4 w U1;\
        hsetex .,.,.,-6,-6 w U1;hsetnx 4 w U1;hstrlen 3 - R1;httl .,.,-5,-5,-5 - R1;hvals 2 - R1;incr 2 w U1;\
        incrby 3 w U1;incrbyfloat 3 w U1;info -1 - -;keys 2 - -;lastsave 1 - -;latency -2 c -;\
        latency|doctor .,2,2,2,2 - -;latency|graph .,3,3,3,3 - -;latency|help .,2,2,2,2 - -;\
        latency|histogram .,-2,-2,-2,-2 - -;latency|history .,3,3,3,3 - -;latency|latest .,2,2,2,2 - -;\
        latency|reset .,-2,-2,-2,-2 - -;lcs .,-3,-3,-3,-3 - R1+1/1/0;lindex 3 - R1;linsert 5 w U1;llen 2 - R1;\
        lmove 5 w U1,U2;lmpop .,-4,-4,-4,-4 w U1#0/1/1;lolwut -1 - -;lpop -2 w U1;lpos -3 - R1;lpush -3 w U1;\
        lpushx -3 w U1;lrange 4 - R1;lrem 4 w U1;lset 4 w U1;ltrim 4 w U1;memory -2 c -;memory|doctor .,2,2,2,2 - -;\
        memory|help .,2,2,2,2 - -;memory|malloc-stats .,2,2,2,2 - -;memory|purge .,2,2,2,2 - -;\
        memory|stats .,2,2,2,2 - -;memory|usage .,-3,-3,-3,-3 - R2;mget -2 - R1+-1/1/0;\
        migrate -6 w U3,Ukeys@-2+-1/1/0;module -2 c -;module|help .,2,2,2,2 - -;module|list .,2,2,2,2 - -;\
        module|load .,-3,-3,-3,-3 - -;module|loadex .,-3,-3,-3,-3 - -;module|unload .,3,3,3,3 - -;monitor 1 - -;\
        move 3 w U1;mset -3 w O1+-1/2/0;msetex .,.,.,.,-4 w O1#0/1/2;msetnx -3 w O1+-1/2/0;multi 1 - -;object -2 c -;\
        object|encoding .,3,3,3,3 - R2;object|freq .,3,3,3,3 - R2;object|help .,2,2,2,2 - -;\
        object|idletime .,3,3,3,3 - R2;object|refcount .,3,3,3,3 - R2;persist 2 w U1;pexpire 3,-3,-3,-3,-3 w U1;\
        pexpireat 3,-3,-3,-3,-3 w U1;pexpiretime .,2,2,2,2 - R1;pfadd -2 w U1;pfcount -2 - U1+-1/1/0;\
        pfdebug -3,3,3,3,3 w U2;pfmerge -2 w U1,R2+-1/1/0;pfselftest 1 - -;ping -1 - -;post -1,.,.,.,. - -;\
        psetex 4 w O1;psubscribe -2 - -;psync -3 - -;pttl 2 - R1;publish 3 - -;pubsub -2 c -;\
        pubsub|channels .,-2,-2,-2,-2 - -;pubsub|help .,2,2,2,2 - -;pubsub|numpat .,2,2,2,2 - -;\
        pubsub|numsub .,-2,-2,-2,-2 - -;pubsub|shardchannels .,-2,-2,-2,-2 - -;pubsub|shardnumsub .,-2,-2,-2,-2 - -;\
        punsubscribe -1 - -;quit .,-1,-1,-1,-1 - -;randomkey 1 - -;readonly 1 - -;readwrite 1 - -;rename 3 w U1,O2;\
        renamenx 3 w U1,O2;replconf -1 - -;replicaof 3 - -;reset 1 - -;restore -4 w O1;restore-asking -4 w O1;\
        role 1 - -;rpop -2 w U1;rpoplpush 3 w U1,U2;rpush -3 w U1;rpushx -3 w U1;sadd -3 w U1;save 1 - -;scan -2 - -;\
        scard 2 - R1;script -2 c -;script|debug .,3,3,3,-3 - -;script|exists .,-3,-3,-3,-3 - -;\
        script|flush .,-2,-2,-2,-2 - -;script|help .,2,2,2,2 - -;script|kill .,2,2,2,2 - -;script|load .,3,3,3,3 - -;\
        script|show .,.,.,.,3 - -;sdiff -2 - R1+-1/1/0;sdiffstore -3 w O1,R2+-1/1/0;select 2 - -;set -3 w U1;\
        setbit 4 w U1;setex 4 w O1;setnx 3 w O1;setrange 4 w U1;shutdown -1 - -;sinter -2 - R1+-1/1/0;\
        sintercard .,-3,-3,-3,-3 - R1#0/1/1;sinterstore -3 w O1,R2+-1/1/0;sismember 3 - R1;slaveof 3 - -;\
        slowlog -2 c -;slowlog|get .,-2,-2,-2,-2 - -;slowlog|help .,2,2,2,2 - -;slowlog|len .,2,2,2,2 - -;\
        slowlog|reset .,2,2,2,2 - -;smembers 2 - R1;smismember -3 - R1;smove 4 w U1,U2;sort -2 w R1,Osort;\
        sort_ro .,-2,-2,-2,-2 - R1;spop -2 w U1;spublish .,3,3,3,3 - -;srandmember -2 - R1;srem -3 w U1;sscan -3 - R1;\
        ssubscribe .,-2,-2,-2,-2 - -;stralgo -2,.,.,.,. - -;strlen 2 - R1;subscribe -2 - -;substr 4 - R1;\
        sunion -2 - R1+-1/1/0;sunionstore -3 w O1,R2+-1/1/0;sunsubscribe .,-1,-1,-1,-1 - -;swapdb 3 w -;sync 1 - -;\
        time 1 - -;touch -2 - R1+-1/1/0;ttl 2 - R1;type 2 - R1;unlink -2 w D1+-1/1/0;unsubscribe -1 - -;unwatch 1 - -;\
        vadd .,.,.,-1,. w U1;vcard .,.,.,-1,. - U1;vdim .,.,.,-1,. - U1;vemb .,.,.,-1,. - U1;vgetattr .,.,.,-1,. - U1;\
        vinfo .,.,.,-1,. - U1;vismember .,.,.,-1,. - U1;vlinks .,.,.,-1,. - U1;vrandmember .,.,.,-1,. - U1;\
        vrem .,.,.,-1,. w U1;vsetattr .,.,.,-1,. w U1;vsim .,.,.,-1,. - U1;wait 3 - -;waitaof .,.,4,4,4 - -;\
        watch -2 - R1+-1/1/0;xack -4 w U1;xackdel .,.,.,-6,. w U1;xadd -5 w U1;xautoclaim -6 w U1;xclaim -6 w U1;\
        xdel -3 w U1;xdelex .,.,.,-5,. w U1;xgroup -2 wc -;xgroup|create .,-5,-5,-5,-5 w U2;\
        xgroup|createconsumer .,5,5,5,5 w U2;xgroup|delconsumer .,5,5,5,5 w U2;xgroup|destroy .,4,4,4,4 w U2;\
        xgroup|help .,2,2,2,2 - -;xgroup|setid .,-5,-5,-5,-5 w U2;xinfo -2 c -;xinfo|consumers .,4,4,4,4 - R2;\
        xinfo|groups .,3,3,3,3 - R2;xinfo|help .,2,2,2,2 - -;xinfo|stream .,-3,-3,-3,-3 - R2;xlen 2 - R1;\
        xpending -3 - R1;xrange -4 - R1;xread -4 - Rstreams@1+-1/1/2;xreadgroup -7 w Rstreams@4+-1/1/2;\
        xrevrange -4 - R1;xsetid 3,-3,-3,-3,-3 w U1;xtrim -4 w U1;zadd -4 w U1;zcard 2 - R1;zcount 4 - R1;\
        zdiff -3 - R1#0/1/1;zdiffstore -4 w O1,R2#0/1/1;zincrby 4 w U1;zinter -3 - R1#0/1/1;\
        zintercard .,-3,-3,-3,-3 - R1#0/1/1;zinterstore -4 w O1,R2#0/1/1;zlexcount 4 - R1;\
        zmpop .,-4,-4,-4,-4 w U1#0/1/1;zmscore -3 - R1;zpopmax -2 w U1;zpopmin -2 w U1;zrandmember -2 - R1;\
        zrange -4 - R1;zrangebylex -4 - R1;zrangebyscore -4 - R1;zrangestore -5 w O1,R2;zrank 3,3,-3,-3,-3 - R1;\
        zrem -3 w U1;zremrangebylex 4 w U1;zremrangebyrank 4 w U1;zremrangebyscore 4 w U1;zrevrange -4 - R1;\
        zrevrangebylex -4 - R1;zrevrangebyscore -4 - R1;zrevrank 3,3,-3,-3,-3 - R1;zscan -3 - R1;zscore 3 - R1;\
        zunion -3 - R1#0/1/1;zunionstore -4 w O1,R2#0/1/1;\

        """
}
