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
        switch source.valueType {
        case .set: unpackSet()
        case .zset: unpackZset()
        case .hash where !source.hasFieldExpiry || layouts.expiringHash == nil: unpackHash()
        case .hash where source == .hash2 && UInt64(held.byteCount) + length > UInt64(Self.mostHeld):
            unpackExpiring()
        default: break
        }
    }
}
