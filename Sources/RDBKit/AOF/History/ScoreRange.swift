/// The words in which commands give a range of a sorted set.
enum ScoreRange {
    /// A score: `1.5`, `-inf`, `nan`.
    static func score(_ word: [UInt8]) -> Double? {
        Double(String(decoding: word, as: UTF8.self))
    }

    /// A test of scores between two ends, `(` in front of an end leaves it out; nil where they are none.
    static func scores(_ low: [UInt8], _ high: [UInt8]) -> ((ScoredSet.Entry) -> Bool)? {
        let isLowOpen = low.first == 0x28
        let isHighOpen = high.first == 0x28
        guard let low = score(isLowOpen ? Array(low.dropFirst()) : low),
            let high = score(isHighOpen ? Array(high.dropFirst()) : high)
        else { return nil }
        return { entry in
            (isLowOpen ? entry.score > low : entry.score >= low)
                && (isHighOpen ? entry.score < high : entry.score <= high)
        }
    }

    /// A test of members between `[a`, `(a`, `-` and `+`; nil where the words are none of these.
    static func members(_ low: [UInt8], _ high: [UInt8]) -> ((ScoredSet.Entry) -> Bool)? {
        guard let low = bound(low), let high = bound(high) else { return nil }
        return { low.isBelow($0.member) && high.isAbove($0.member) }
    }

    private static func bound(_ word: [UInt8]) -> Bound? {
        switch word.first {
        case 0x2D where word.count == 1: .lowest
        case 0x2B where word.count == 1: .highest
        case 0x5B: .member(Array(word.dropFirst()), isIncluded: true)
        case 0x28: .member(Array(word.dropFirst()), isIncluded: false)
        default: nil
        }
    }

    private enum Bound {
        case lowest, highest
        case member([UInt8], isIncluded: Bool)

        func isBelow(_ other: [UInt8]) -> Bool {
            switch self {
            case .lowest: true
            case .highest: false
            case .member(let member, let isIncluded):
                member == other ? isIncluded : member.lexicographicallyPrecedes(other)
            }
        }

        func isAbove(_ other: [UInt8]) -> Bool {
            switch self {
            case .lowest: false
            case .highest: true
            case .member(let member, let isIncluded):
                member == other ? isIncluded : other.lexicographicallyPrecedes(member)
            }
        }
    }
}
