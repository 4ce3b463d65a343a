/// What a command does to the bytes that a rewrite would write for its key.
enum AOFLiveKind: UInt8 {
    /// Replaces all that was written of the key.
    case replace
    /// Replaces the value, which has about the size of the command (INCR).
    case update
    /// Makes the value longer by its last word.
    case append
    /// Makes the value as long as it must be (SETBIT, SETRANGE).
    case grow
    /// Does something that is kept as it is.
    case add
    /// Sets when the key expires.
    case expire
    /// Takes the expiry away.
    case persist
    /// Adds elements that may be equal.
    case push
    /// Adds the entry of a stream, and may trim it.
    case pushEntry
    /// Adds elements, each of which replaces what was written of it before.
    case addElements
    /// Takes elements away.
    case removeElements
    /// Takes away as many elements as it has words for, or one.
    case pop
    /// Leaves the elements between two places.
    case trim
    /// Leaves so many entries of a stream.
    case trimEntries
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
        .update: ["incr", "decr", "incrby", "decrby", "incrbyfloat"],
        .append: ["append"],
        .grow: ["setbit", "setrange"],
        .expire: ["expire", "pexpire", "expireat", "pexpireat"],
        .persist: ["persist"],
        .push: ["rpush", "lpush", "rpushx", "lpushx"],
        .pushEntry: ["xadd"],
        .addElements: [
            "hset", "hmset", "hsetnx", "hincrby", "hincrbyfloat", "sadd", "zadd", "zincrby", "geoadd", "xclaim",
        ],
        .removeElements: ["hdel", "srem", "zrem", "xack"],
        .pop: ["lpop", "rpop", "lrem", "spop", "zpopmin", "zpopmax", "xdel", "lmove", "rpoplpush"],
        .trim: ["ltrim"],
        .trimEntries: ["xtrim"],
        .remove: ["del", "unlink", "getdel", "delifeq"],
        .moveAway: ["rename", "renamenx", "move"],
        .none: ["lset", "pfcount", "xsetid", "xgroup|setid"],
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
        case "geoadd": stride(from: count - 1, to: 3, by: -3)
        case "zincrby", "xack": stride(from: 3, to: count, by: 1)
        case "xclaim": stride(from: 5, to: min(6, count), by: 1)
        default: stride(from: 2, to: count, by: 1)
        }
    }
}
