/// What was held goes out unpacked as soon as it is clear that it cannot be packed.
extension RDBValueEncoder where Output: ~Copyable {
    /// Looks at the element that was held last.
    mutating func checkHeld() {
        switch source.valueType {
        case .set: checkHeldSet()
        case .zset: if held.longest > RDBTargetLayouts.packedElement { unpackZset() }
        case .hash: checkHeldHash()
        default: break
        }
    }

    /// A string of `length` bytes follows that arrives in pieces: too long for all that is packed.
    mutating func unpackForLarge(_ length: UInt64) {
        let isTooMuch = UInt64(held.byteCount) + length > UInt64(Self.mostHeld)
        switch source.valueType {
        case .list where source == .list && isTooMuch: unfill()
        case .set: unpackSet()
        case .zset: unpackZset()
        case .hash where !source.hasFieldExpiry || layouts.expiringHash == nil: unpackHash()
        case .hash where isTooMuch && canUnpackExpiring: unpackExpiring()
        default: break
        }
    }

    /// Holds a string of `length` bytes that arrives in pieces, if it is not too large for that.
    mutating func beginHeld(_ length: UInt64) {
        isTooLarge = length > Self.largestHeld
        if isTooLarge { lose(.fieldSize) }
        held.begin()
    }
}
