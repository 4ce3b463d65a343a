/// Commands that make seeded data of every type and, by its sizes, of every encoding.
struct RandomData {
    let commands: [String]

    init(seed: UInt64, keys: Int = 400) {
        var random = SplitMix(seed: seed)
        var lines: [String] = []
        for key in 0..<keys {
            if key == keys * 3 / 4 { lines.append("SELECT 3") }
            lines += Self.value("key:\(key)", &random)
            if Int.random(in: 0..<4, using: &random) == 0 { lines.append("PEXPIREAT key:\(key) 4102444800000") }
        }
        commands = lines
    }

    private static func value(_ key: String, _ random: inout SplitMix) -> [String] {
        let count = [1, 3, 20, 150, 700].randomElement(using: &random) ?? 1
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return ["SET \(key) \(word(&random))"]
        case 1: return ["RPUSH \(key) " + words(count, &random)]
        case 2: return ["SADD \(key) " + words(count, &random)]
        case 3:
            return [
                "SADD \(key) "
                    + (0..<count).map { _ in "\(Int.random(in: -70_000...70_000, using: &random))" }
                    .joined(separator: " ")
            ]
        case 4:
            return [
                "ZADD \(key) "
                    + (0..<count).map { _ in
                        "\(Double.random(in: -1e6...1e6, using: &random)) \(word(&random))"
                    }.joined(separator: " ")
            ]
        case 5: return ["HSET \(key) " + words(count * 2, &random)]
        default: return stream(key, min(count, 150), &random)
        }
    }

    private static func stream(_ key: String, _ count: Int, _ random: inout SplitMix) -> [String] {
        var lines = (1...count).map { "XADD \(key) \($0)-1 " + words(2 * ($0 % 3 + 1), &random) }
        lines.append("XGROUP CREATE \(key) group 0")
        lines.append("XREADGROUP GROUP group consumer COUNT \(count / 2 + 1) STREAMS \(key) >")
        lines.append("XACK \(key) group 1-1")
        if count > 2 { lines.append("XDEL \(key) 2-1") }
        return lines
    }

    private static func words(_ count: Int, _ random: inout SplitMix) -> String {
        (0..<count).map { _ in word(&random) }.joined(separator: " ")
    }

    /// A short word, a number, or a long text that compresses.
    private static func word(_ random: inout SplitMix) -> String {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return "\(Int64.random(in: .min ... .max, using: &random))"
        case 1: return "\(Int.random(in: -300...300, using: &random))"
        case 2: return String(repeating: "abcdefgh", count: Int.random(in: 3...60, using: &random))
        default: return "w\(UInt32.random(in: 0...UInt32.max, using: &random))"
        }
    }
}

/// A seeded generator, so that a failure can be run again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
