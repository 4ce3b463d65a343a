/// What a command does to the bytes that a log needs for its key.
enum AOFLiveKind: UInt8 {
    /// Replaces all that was written of the key.
    case replace
    /// Replaces what the same command wrote before (INCR, EXPIRE).
    case update
    /// Adds to it.
    case add
    /// Adds elements, each of which replaces what was written of it before.
    case addElements
    /// Takes elements away.
    case removeElements
    /// Takes away as many elements as it has words for, or one.
    case pop
    /// Takes all of the key away.
    case remove
    /// Its value goes on under another name.
    case moveAway
    case none

    private static let names: [AOFLiveKind: [String]] = [
        .replace: [
            "set", "setex", "psetex", "setnx", "getset", "mset", "msetnx", "msetex", "restore", "bitop", "copy",
            "sinterstore", "sunionstore", "sdiffstore", "zunionstore", "zinterstore", "zdiffstore", "zrangestore",
            "geosearchstore", "sort", "pfmerge",
        ],
        .update: [
            "incr", "decr", "incrby", "decrby", "incrbyfloat", "expire", "pexpire", "expireat", "pexpireat", "persist",
            "xsetid", "xgroup|setid", "xclaim", "pfcount", "ltrim",
        ],
        .addElements: ["hset", "hmset", "hsetnx", "hincrby", "hincrbyfloat", "sadd", "zadd", "zincrby"],
        .removeElements: ["hdel", "srem", "zrem"],
        .pop: ["lpop", "rpop", "lrem", "zpopmin", "zpopmax", "xdel", "lmove", "rpoplpush", "zremrangebyrank"],
        .remove: ["del", "unlink", "getdel", "delifeq"],
        .moveAway: ["rename", "renamenx", "move"],
    ]

    /// What each command of `table` does; those that are not named add.
    static func kinds(in table: AOFCommandTable) -> [AOFLiveKind] {
        var kinds: [String: AOFLiveKind] = [:]
        for (kind, names) in names { for name in names { kinds[name] = kind } }
        return table.commands.map { kinds[$0.name] ?? ($0.isWrite ? .add : .none) }
    }

    /// Places of elements among `count` words: the first and the distance to the next.
    static func elements(of name: String, count: Int) -> StrideTo<Int> {
        switch name {
        case "hset", "hmset", "hsetnx": stride(from: 2, to: count, by: 2)
        case "hincrby", "hincrbyfloat": stride(from: 2, to: min(3, count), by: 1)
        // Options stand in front of the pairs, so places count from the end.
        case "zadd": stride(from: count - 1, to: 2, by: -2)
        case "zincrby": stride(from: 3, to: count, by: 1)
        default: stride(from: 2, to: count, by: 1)
        }
    }
}
