/// Takes what a pass over JSON finds.
protocol JSONDigestReceiver: ~Copyable {
    /// Some keys were read; true as long as more is wanted.
    mutating func endTurn(isLast: Bool) -> Bool
    /// Whether the current key of `reader` is wanted.
    mutating func wants(_ reader: borrowing JSONKeyReader, _ matcher: inout KeyMatcher) -> Bool
    /// Whether it can be said where the current key of `reader` belongs, which no filter was asked about.
    mutating func places(_ reader: borrowing JSONKeyReader) -> Bool
    /// The current key of `reader` has a value with this digest; nil for one that cannot be read.
    mutating func receive(_ reader: borrowing JSONKeyReader, value: ContentDigest?)
}

extension JSONDigestReceiver where Self: ~Copyable {
    @inline(__always)
    mutating func wants(_ reader: borrowing JSONKeyReader, _ matcher: inout KeyMatcher) -> Bool {
        matcher.matchesKey(reader)
    }

    mutating func places(_ reader: borrowing JSONKeyReader) -> Bool { true }
}

extension KeyMatcher {
    /// Whether the current key of `reader` passes, as far as that can be said without its value.
    @inline(__always)
    mutating func matchesKey(_ reader: borrowing JSONKeyReader) -> Bool {
        matchesKey(
            database: reader.database, key: reader.key.span, objectType: reader.anyObjectType, metadata: reader.metadata
        )
    }
}

extension JSONKeyReader {
    /// An object type of keys of the current one's type, for what does not depend on the layout.
    var anyObjectType: RDBObjectType {
        switch type {
        case .string, nil: .string
        case .list: .list
        case .set: .set
        case .zset: .zset2
        case .hash: .hash
        case .stream: .streamListpacks
        case .module: .module2
        case .array: .array
        }
    }
}
