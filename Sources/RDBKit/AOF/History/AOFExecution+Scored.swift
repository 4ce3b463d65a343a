/// Commands on sorted sets.
extension AOFExecution {
    static let scoredActions: [String: Action] = [
        "zadd": { $0.addScored() },
        "geoadd": { $0.addPlaces() },
        "zincrby": { $0.incrementScore() },
        "zrem": { $0.removeScored() },
        "zpopmin": { $0.pop($0.number(2) ?? 1, lowest: true) },
        "zpopmax": { $0.pop($0.number(2) ?? 1, lowest: false) },
        "zremrangebyrank": { $0.removeRanks() },
        "zremrangebyscore": { $0.removeRange(ScoreRange.scores) },
        "zremrangebylex": { $0.removeRange(ScoreRange.members) },
    ]

    /// What stands in front of the scores of ZADD.
    private struct Flags {
        var onlyNew = false
        var onlyOld = false
        var onlyGreater = false
        var onlyLess = false
        var adds = false
        /// The place of the first score.
        var end = 2
    }

    private func flags() -> Flags {
        var flags = Flags()
        while flags.end < words.count {
            if isWord(flags.end, "nx") {
                flags.onlyNew = true
            } else if isWord(flags.end, "xx") {
                flags.onlyOld = true
            } else if isWord(flags.end, "gt") {
                flags.onlyGreater = true
            } else if isWord(flags.end, "lt") {
                flags.onlyLess = true
            } else if isWord(flags.end, "incr") {
                flags.adds = true
            } else if !isWord(flags.end, "ch") {
                break
            }
            flags.end += 1
        }
        return flags
    }

    private func addScored() {
        let flags = flags()
        change(word(1), creates: !flags.onlyOld) { (set: ScoredSet) in
            for index in stride(from: flags.end, to: words.count - 1, by: 2) {
                guard let score = ScoreRange.score(words[index]) else { continue }
                add(words[index + 1], score, flags, to: set)
            }
        }
    }

    private func add(_ member: [UInt8], _ score: Double, _ flags: Flags, to set: ScoredSet) {
        guard let old = set.scores[member] else {
            if !flags.onlyOld { set.set(member, to: score) }
            return
        }
        if flags.onlyNew { return }
        let new = flags.adds ? old + score : score
        if flags.onlyGreater && new <= old || flags.onlyLess && new >= old { return }
        set.set(member, to: new)
    }

    /// Servers log GEOADD as ZADD; one that is there all the same has places, not scores.
    private func addPlaces() { makeOpaque(word(1)) }

    private func incrementScore() {
        guard let increment = ScoreRange.score(word(2)) else { return }
        change(word(1), creates: true) { (set: ScoredSet) in
            set.set(word(3), to: (set.scores[word(3)] ?? 0) + increment)
        }
    }

    private func removeScored() {
        change(word(1), creates: false) { (set: ScoredSet) in
            for member in words.dropFirst(2) { set.remove(member) }
        }
    }

    private func pop(_ count: Int, lowest: Bool) {
        change(word(1), creates: false) { (set: ScoredSet) in set.pop(count, lowest: lowest) }
    }

    private func removeRanks() {
        guard let start = number(2), let stop = number(3) else { return }
        change(word(1), creates: false) { (set: ScoredSet) in set.removeRanks(start, stop) }
    }

    private func removeRange(_ range: ([UInt8], [UInt8]) -> ((ScoredSet.Entry) -> Bool)?) {
        guard let isInside = range(word(2), word(3)) else { return }
        change(word(1), creates: false) { (set: ScoredSet) in set.removeAll(where: isInside) }
    }
}
