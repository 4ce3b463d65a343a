/// What the encoder knows of the set that it writes.
struct SetState {
    /// Members that the set says it has.
    var count: UInt64 = 0
    /// Members in front of the first one that is no integer.
    var leadingIntegers = 0
}

/// Sets: intsets, since Redis 7.2 listpacks, else unpacked.
extension RDBValueEncoder where Output: ~Copyable {
    mutating func beginSet(_ count: UInt64) {
        set = SetState(count: count)
        // A listpack is in memory whole, so that its members can be held even where they are many.
        let isHeld = source == .setListpack ? layouts.set == nil : count <= RDBTargetLayouts.intsetEntries
        // No intset is empty: a damaged set without members stays unpacked.
        if count > 0 && isHeld && source != .setIntset && !keeps(.set) { return step = .held }
        begin(.set, .direct)
        output.appendLength(count)
    }

    /// Goes on unpacked when the members that are held cannot be packed.
    mutating func checkHeldSet() {
        let last = held.count - 1
        if set.leadingIntegers == last && held.integer(last) != nil { return set.leadingIntegers += 1 }
        let isPacked = layouts.set != nil && set.count <= RDBTargetLayouts.setEntries
        guard source == .set, !isPacked || held.longest > RDBTargetLayouts.packedElement else { return }
        unpackSet()
    }

    mutating func unpackSet() {
        begin(.set, .direct)
        output.appendLength(set.count)
        for index in 0..<held.count { output.appendString(held.packed(index), compresses: options.compresses) }
        held.removeAll()
    }

    mutating func endSet() {
        var integers = (0..<set.leadingIntegers).compactMap { held.integer($0) }
        if integers.count == held.count && set.count <= RDBTargetLayouts.intsetEntries {
            begin(.setIntset, .passed)
            let intset = IntsetBuilder.build(&integers)
            return output.appendString(intset, compresses: options.compresses)
        }
        guard let packed = layouts.set else { return unpackSet() }
        // A set of integers becomes a listpack with its first other member, in the order of its intset.
        integers.sort()
        node.removeAll()
        for integer in integers { node.append(integer) }
        for index in set.leadingIntegers..<held.count { node.append(held.packed(index)) }
        begin(packed, .passed)
        appendNode()
    }
}
