/// What the encoder knows of the hash that it writes.
struct HashState {
    /// Fields that the hash says it has.
    var count: UInt64 = 0
    /// The least expiry that the hash states.
    var least: UInt64 = 0
}

/// Hashes: packed or not, with or without fields that expire.
///
/// Redis packs those with expiring fields too, sorted by expiry; Valkey never does.
extension RDBValueEncoder where Output: ~Copyable {
    mutating func leastFieldExpiry(_ milliseconds: UInt64) {
        let least = Int64(clamping: milliseconds)
        hash.least = fieldShiftMs == 0 ? milliseconds : UInt64(ExpiryChange.shift(least, by: fieldShiftMs))
    }

    mutating func beginHash(_ count: UInt64) {
        hash.count = count
        let stays = source.hasFieldExpiry && layouts.expiringHash != nil ? beginExpiringHash() : beginPlainHash()
        guard let stays else { return step = .held }
        begin(stays, .direct)
        if stays == .hashMetadata { output.append(littleEndian: hash.least) }
        output.appendLength(count)
    }

    /// The layout for what comes without any more ado; nil where it must be held.
    private func beginExpiringHash() -> RDBObjectType? {
        if keeps(source) && source == layouts.expiringHash { return source }
        // All fields of a packed one must be seen to know whether any expires.
        let isUnpacked = source == .hashMetadata || source == .hashMetadataPreGA
        return isUnpacked && layouts.expiringHash == .hash2 ? .hash2 : nil
    }

    private func beginPlainHash() -> RDBObjectType? {
        keeps(.hash) || hash.count > RDBTargetLayouts.hashEntries ? .hash : nil
    }

    mutating func fieldExpiryAhead(_ milliseconds: Int64?) {
        if step == .direct && layout == .hashMetadata { appendExpiry(shifted(milliseconds)) }
    }

    private func shifted(_ milliseconds: Int64?) -> Int64? {
        milliseconds.map { ExpiryChange.shift($0, by: fieldShiftMs) }
    }

    mutating func fieldExpiry(_ stated: Int64?) {
        let milliseconds = supported(shifted(stated))
        guard layouts.expiringHash != nil else { return }
        switch step {
        case .direct where layout == .hash2: output.append(littleEndian: milliseconds ?? -1)
        case .held:
            held.expiries.append(milliseconds)
            if held.byteCount > Self.mostHeld && canUnpackExpiring { unpackExpiring() }
        case .paired:
            appendExpiry(milliseconds)
            appendHeld(0..<held.count)
            held.removeAll()
        default: break
        }
    }

    /// An expiry that the target can hold; nil, and noted, for others.
    private mutating func supported(_ milliseconds: Int64?) -> Int64? {
        guard let milliseconds else { return nil }
        guard let expiring = layouts.expiringHash else {
            lose(.fieldExpiry)
            return nil
        }
        guard expiring == .hash2 || milliseconds <= RDBValueDecoder.latestFieldExpiry else {
            lose(.fieldExpiryRange)
            return nil
        }
        return milliseconds
    }

    /// Writes an expiry as `RDB_TYPE_HASH_METADATA` has it: above the least one, plus 1; 0 for none.
    private mutating func appendExpiry(_ milliseconds: Int64?) {
        output.appendLength(milliseconds.map { UInt64(bitPattern: $0) &- hash.least &+ 1 } ?? 0)
    }

    private mutating func appendHeld(_ range: Range<Int>) {
        // A damaged value may lack elements.
        for index in range.clamped(to: 0..<held.count) {
            output.appendString(held.packed(index), compresses: options.compresses)
        }
    }

    /// Goes on unpacked when an element is too long to be packed, if expiries do not matter.
    mutating func checkHeldHash() {
        let isExpiring = source.hasFieldExpiry && layouts.expiringHash != nil
        if !isExpiring && held.longest > RDBTargetLayouts.packedElement { unpackHash() }
    }

    mutating func unpackHash() {
        begin(.hash, .direct)
        output.appendLength(hash.count)
        appendHeld(0..<held.count)
        held.removeAll()
    }

    /// Whether fields that expire can be written one by one: it is known how many there are.
    var canUnpackExpiring: Bool {
        let isUnpacked = source == .hash2 || source == .hashMetadata || source == .hashMetadataPreGA
        return isUnpacked && layouts.expiringHash == .hashMetadata
    }

    /// Too much to be held: goes on unpacked, with a least expiry that is below all that may come.
    mutating func unpackExpiring() {
        hash.least = 1
        begin(.hashMetadata, .paired)
        output.append(littleEndian: hash.least)
        output.appendLength(hash.count)
        for (index, expiry) in held.expiries.enumerated() {
            appendExpiry(expiry)
            appendHeld(2 * index..<2 * index + 2)
        }
        held.drop(2 * held.expiries.count)
    }

    mutating func endHash() {
        let isPackable =
            held.count <= 2 * Int(RDBTargetLayouts.hashEntries) && held.longest <= RDBTargetLayouts.packedElement
        if let least = held.expiries.lazy.compactMap({ $0 }).min(), let expiring = layouts.expiringHash {
            hash.least = UInt64(bitPattern: least)
            return isPackable && expiring == .hashMetadata ? packExpiring() : writeExpiring(expiring)
        }
        guard isPackable else { return unpackHash() }
        begin(layouts.hash, .passed)
        node.removeAll()
        for index in 0..<held.count { node.append(held.packed(index)) }
        appendNode()
    }

    private mutating func writeExpiring(_ type: RDBObjectType) {
        begin(type, .passed)
        if type == .hashMetadata { output.append(littleEndian: hash.least) }
        output.appendLength(UInt64(held.expiries.count))
        for (index, expiry) in held.expiries.enumerated() {
            if type == .hashMetadata { appendExpiry(expiry) }
            appendHeld(2 * index..<2 * index + 2)
            if type == .hash2 { output.append(littleEndian: expiry ?? -1) }
        }
    }

    /// Triples of field, value and expiry, the first to expire first.
    private mutating func packExpiring() {
        let order = held.expiries.indices.sorted { left, right in
            let (first, second) = (held.expiries[left] ?? .max, held.expiries[right] ?? .max)
            return first == second ? left < right : first < second
        }
        begin(.hashListpackEx, .passed)
        output.append(littleEndian: hash.least)
        node.removeAll()
        for index in order where 2 * index + 1 < held.count {
            node.append(held.packed(2 * index))
            node.append(held.packed(2 * index + 1))
            node.append(held.expiries[index] ?? 0)
        }
        appendNode()
    }
}

extension RDBObjectType {
    /// Whether fields of hashes in this layout can expire.
    var hasFieldExpiry: Bool {
        switch self {
        case .hashMetadata, .hashMetadataPreGA, .hashListpackEx, .hashListpackExPreGA, .hash2: true
        default: false
        }
    }
}
