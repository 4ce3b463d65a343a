/// The members of a sorted set with their scores.
final class ScoredSet: KeyElements {
    /// A member in the order of the set: by score, then by its bytes.
    struct Entry: Comparable {
        var score: Double
        var member: [UInt8]

        static func < (left: Entry, right: Entry) -> Bool {
            left.score != right.score
                ? left.score < right.score : left.member.lexicographicallyPrecedes(right.member)
        }
    }

    private(set) var scores: [[UInt8]: Double]
    /// The members in order, from the first time on that the order was asked for.
    private var sorted: [Entry]?

    init() {
        scores = [:]
    }

    init(_ scores: [[UInt8]: Double]) {
        self.scores = scores
    }

    static func elements(of value: AOFKeyValue) -> ScoredSet? {
        if case .scored(let set) = value { set } else { nil }
    }

    var value: AOFKeyValue { .scored(self) }
    var count: Int { scores.count }
    var cost: Int { count * (sorted == nil ? 96 : 160) }

    func set(_ member: [UInt8], to score: Double) {
        remove(member)
        scores[member] = score
        guard sorted != nil else { return }
        let entry = Entry(score: score, member: member)
        let place = place(of: entry)
        sorted?.insert(entry, at: place)
    }

    func remove(_ member: [UInt8]) {
        guard let score = scores.removeValue(forKey: member), sorted != nil else { return }
        let place = place(of: Entry(score: score, member: member))
        sorted?.remove(at: place)
    }

    /// The place of the first entry that is not in front of this one.
    private func place(of entry: Entry) -> Int {
        guard let sorted else { return 0 }
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The members in order.
    var ordered: [Entry] {
        if let sorted { return sorted }
        let entries = scores.map { Entry(score: $0.value, member: $0.key) }.sorted()
        sorted = entries
        return entries
    }

    /// Takes `count` members with the lowest or the highest scores off.
    func pop(_ count: Int, lowest: Bool) {
        let entries = ordered
        let gone = min(max(0, count), entries.count)
        remove(entries: lowest ? 0..<gone : (entries.count - gone)..<entries.count)
    }

    /// Removes the members at these places of the order; negative places count from the end.
    func removeRanks(_ start: Int, _ stop: Int) {
        let low = max(0, start < 0 ? count + start : start)
        let high = min(count - 1, stop < 0 ? count + stop : stop)
        if low <= high { remove(entries: low..<(high + 1)) }
    }

    private func remove(entries range: Range<Int>) {
        for entry in ordered[range] { scores[entry.member] = nil }
        sorted?.removeSubrange(range)
    }

    func removeAll(where isGone: (Entry) -> Bool) {
        for (member, score) in scores where isGone(Entry(score: score, member: member)) { scores[member] = nil }
        sorted = nil
    }
}
