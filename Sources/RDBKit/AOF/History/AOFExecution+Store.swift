/// Commands that put a result made of other keys in the place of a key.
extension AOFExecution {
    static let storeActions: [String: Action] = [
        "sinterstore": { $0.storeMembers { $0.intersection($1) } },
        "sunionstore": { $0.storeMembers { $0.union($1) } },
        "sdiffstore": { $0.storeMembers { $0.subtracting($1) } },
        "zunionstore": { $0.storeScored(.union) },
        "zinterstore": { $0.storeScored(.intersection) },
        "zdiffstore": { $0.storeScored(.difference) },
        "zrangestore": { $0.storeRange() },
        "sort": { $0.storeSorted() },
        // What is near is not computed here.
        "geosearchstore": { $0.store(nil, to: $0.word(1)) },
        "georadius": { $0.storePlaces(from: 6) },
        "georadiusbymember": { $0.storePlaces(from: 5) },
    ]

    /// The members of a set, none where there is no such key; nil where they are not known.
    private func members(_ name: [UInt8]) -> Set<[UInt8]>? {
        switch presence(name) {
        case .absent: []
        case .present(.members(let set)): set.members
        case .present, .unsure: nil
        }
    }

    private func storeMembers(_ combine: (Set<[UInt8]>, Set<[UInt8]>) -> Set<[UInt8]>) {
        var result: Set<[UInt8]>?
        for index in 2..<max(2, words.count) {
            guard !isCut, let next = members(words[index]) else { return store(nil, to: word(1)) }
            result = result.map { combine($0, next) } ?? next
        }
        store(result.map { MemberSet($0) }, to: word(1))
    }

    private enum Combination { case union, intersection, difference }

    /// The members of a key, each with its score, which is 1 in a set; nil where they are not known.
    private func scores(_ name: [UInt8]) -> [[UInt8]: Double]? {
        switch presence(name) {
        case .absent: [:]
        case .present(.scored(let set)): set.scores
        case .present(.members(let set)):
            Dictionary(set.members.map { ($0, 1) }, uniquingKeysWith: { first, _ in first })
        case .present, .unsure: nil
        }
    }

    private func storeScored(_ combination: Combination) {
        guard !isCut, let count = number(2), count > 0, count <= words.count - 3 else { return store(nil, to: word(1)) }
        let names = words[3..<(3 + count)]
        let weights = place(of: "weights", from: 3 + count).map { place in
            (0..<count).map { ScoreRange.score(word(place + 1 + $0)) ?? 1 }
        }
        let aggregate = aggregation(from: 3 + count)
        var result: [[UInt8]: Double]?
        for (index, name) in names.enumerated() {
            guard var next = scores(name) else { return store(nil, to: word(1)) }
            if let weights { next = next.mapValues { Self.number($0 * weights[index]) } }
            result = result.map { Self.combine($0, next, combination, aggregate) } ?? next
        }
        store(result.map { ScoredSet($0) }, to: word(1))
    }

    private func aggregation(from start: Int) -> (Double, Double) -> Double {
        guard let place = place(of: "aggregate", from: start) else { return { Self.number($0 + $1) } }
        if isWord(place + 1, "min") { return { min($0, $1) } }
        if isWord(place + 1, "max") { return { max($0, $1) } }
        return { Self.number($0 + $1) }
    }

    /// Servers take what is no number for 0.
    private static func number(_ value: Double) -> Double { value.isNaN ? 0 : value }

    private static func combine(
        _ first: [[UInt8]: Double], _ second: [[UInt8]: Double], _ combination: Combination,
        _ aggregate: (Double, Double) -> Double
    ) -> [[UInt8]: Double] {
        switch combination {
        case .union: return first.merging(second, uniquingKeysWith: aggregate)
        case .difference: return first.filter { second[$0.key] == nil }
        case .intersection:
            var result: [[UInt8]: Double] = [:]
            for (member, score) in first {
                if let other = second[member] { result[member] = aggregate(score, other) }
            }
            return result
        }
    }

    /// `ZRANGESTORE target source low high [BYSCORE | BYLEX] [REV] [LIMIT offset count]`
    private func storeRange() {
        guard !isCut, case .present(.scored(let source)) = presence(word(2)) else {
            if case .absent = presence(word(2)) { return store(ScoredSet(), to: word(1)) }
            return store(nil, to: word(1))
        }
        let isReversed = place(of: "rev", from: 5) != nil
        var entries = isReversed ? source.ordered.reversed() : source.ordered
        let (low, high) = isReversed ? (word(4), word(3)) : (word(3), word(4))
        if let isInside = rangeTest(low, high) {
            entries = entries.filter(isInside)
        } else if let start = number(3), let stop = number(4) {
            let first = max(0, start < 0 ? entries.count + start : start)
            let last = min(entries.count - 1, stop < 0 ? entries.count + stop : stop)
            entries = first <= last ? Array(entries[first...last]) : []
        }
        if let place = place(of: "limit", from: 5), let offset = number(place + 1), let count = number(place + 2) {
            entries = Array(entries.dropFirst(max(0, offset)).prefix(count < 0 ? Int.max : count))
        }
        let pairs = entries.map { ($0.member, $0.score) }
        store(ScoredSet(Dictionary(pairs, uniquingKeysWith: { first, _ in first })), to: word(1))
    }

    private func rangeTest(_ low: [UInt8], _ high: [UInt8]) -> ((ScoredSet.Entry) -> Bool)? {
        if place(of: "byscore", from: 5) != nil { return ScoreRange.scores(low, high) }
        return place(of: "bylex", from: 5) != nil ? ScoreRange.members(low, high) : nil
    }

    /// SORT's result is a list of as many elements as its source has, within LIMIT, for each GET.
    private func storeSorted() {
        var target: [UInt8]?
        var gets = 0
        var limit: (offset: Int, count: Int)?
        var place = 2
        while place < words.count {
            if isWord(place, "limit") {
                limit = (max(0, number(place + 1) ?? 0), number(place + 2) ?? -1)
                place += 2
            } else if isWord(place, "get") {
                gets += 1
                place += 1
            } else if isWord(place, "by") {
                place += 1
            } else if isWord(place, "store") {
                target = word(place + 1)
                place += 1
            }
            place += 1
        }
        guard let target else { return }
        var count = isCut ? nil : elementCount(word(1))
        if let limit, let all = count {
            count = min(max(0, all - limit.offset), limit.count < 0 ? Int.max : limit.count)
        }
        let (length, isTooLong) = (count ?? 0).multipliedReportingOverflow(by: max(1, gets))
        if isTooLong || length > space.room / 8 { return space.put(database, target, .opaque) }
        store(count.map { _ in ElementList(unknown: length) }, to: target)
    }

    private func elementCount(_ name: [UInt8]) -> Int? {
        switch presence(name) {
        case .absent: 0
        case .present(.list(let list)): list.count
        case .present(.members(let set)): set.count
        case .present(.scored(let set)): set.count
        case .present, .unsure: nil
        }
    }

    private func storePlaces(from start: Int) {
        guard let place = place(of: "store", from: start) ?? place(of: "storedist", from: start) else { return }
        store(nil, to: word(place + 1))
    }
}
