/// Where official checkers raise an error: the line of their `rdb.c`, which they print.
///
/// Read off the real programs, Redis 7.0.15 and 8.2.3; 0 where none was seen. Valkey's are other ones.
enum CompatSourceLine {
    private static let lines: [String: (redis70: Int, redis82: Int)] = [
        "Consumer entry not found in group global PEL": (2573, 3056),
        "Duplicate hash fields detected": (2019, 2262),
        "Duplicate set members detected": (1829, 2066),
        "Duplicate zset fields detected": (1894, 2131),
        "Hash listpack integrity check failed.": (2301, 2765),
        "Hash read invalid minExpire value": (0, 2291),
        "Hash ziplist integrity check failed.": (2275, 2720),
        "Intset integrity check failed.": (2214, 2638),
        "Invalid LZF compressed string": (413, 419),
        "List ziplist integrity check failed.": (2189, 2613),
        "Listpack integrity check failed.": (2071, 2478),
        "Quicklist integrity check failed.": (2048, 2455),
        "Set listpack integrity check failed.": (0, 2652),
        "Stream CG PEL entry without consumer": (2611, 3087),
        "Stream PEL ID loading failed.": (2502, 2970),
        "Stream PEL NACK loading failed.": (2510, 2979),
        "Stream listpack integrity check failed.": (2362, 2830),
        "Stream listpacks loading failed.": (0, 2823),
        "Stream node key entry is not the size of a stream ID": (0, 2811),
        "Stream short read reading PEL streamID.": (2566, 3049),
        "Unknown RDB string encoding": (529, 540),
        "Unknown length encoding 2 in rdbLoadLen()": (236, 229),
        "Ziplist integrity check failed.": (2081, 2488),
        "Zipmap integrity check failed.": (2130, 2555),
        "Zset listpack integrity check failed.": (0, 2700),
        "Zset ziplist integrity check failed.": (2229, 2674),
    ]

    /// The line for this message.
    static func of(_ message: String, _ style: CompatStyle) -> Int {
        let isEncoding = message.hasPrefix("Unknown RDB string encoding")
        guard let row = lines[isEncoding ? "Unknown RDB string encoding" : message] else { return 0 }
        switch style {
        case .redis70: return row.redis70
        case .redis82: return row.redis82
        case .valkey91: return 0
        }
    }
}
