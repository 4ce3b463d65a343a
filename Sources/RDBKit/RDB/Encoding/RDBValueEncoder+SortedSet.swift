/// Sorted sets: packed, ascending by score and member, or unpacked with 64-bit scores.
extension RDBValueEncoder where Output: ~Copyable {
    mutating func beginZset(_ count: UInt64) {
        set.count = count
        if count <= RDBTargetLayouts.zsetEntries && !keeps(.zset2) { return step = .held }
        begin(.zset2, .direct)
        output.appendLength(count)
    }

    mutating func score(_ score: Double) {
        switch step {
        case .direct: output.append(littleEndian: score.bitPattern)
        case .held: held.scores.append(score)
        default: break
        }
    }

    /// Goes on unpacked behind a member that is too long; its score comes next.
    mutating func unpackZset() {
        begin(.zset2, .direct)
        output.appendLength(set.count)
        for index in 0..<held.count {
            output.appendString(held.packed(index), compresses: options.compresses)
            if index < held.scores.count { output.append(littleEndian: held.scores[index].bitPattern) }
        }
        held.removeAll()
    }

    mutating func endZset() {
        // Damage in scores leaves members without one.
        let count = min(held.count, held.scores.count)
        let order = (0..<count).sorted { left, right in
            let (first, second) = (held.scores[left], held.scores[right])
            return first == second ? held.isLess(left, right) : first < second
        }
        begin(layouts.zset, .passed)
        let scores = PackedScore(for: options.target)
        node.removeAll()
        for index in order {
            node.append(held.packed(index))
            scores.append(held.scores[index], to: &node)
        }
        appendNode()
    }
}
