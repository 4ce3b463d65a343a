/// Commands from keys of JSON.
extension CommandWriter {
    /// Writes the key at which `reader` stands, in front of its value.
    ///
    /// - Parameters:
    ///   - again: A reader that stands there too, for what is looked for ahead; nil for a key that is no stream.
    ///   - expiresMs: When the key expires; the reader may be told of it behind the value only.
    mutating func writeEntry(
        _ reader: inout JSONKeyReader, again: consuming JSONKeyReader?, _ type: RDBValueType, expiresMs: Int64?
    ) throws(RDBError) {
        beginEntry(reader.key, expiresMs: expiresMs)
        switch type {
        case .module: lose(.modules)
        case .array: lose(.arrays)
        default:
            beginValue(type)
            if var again { try findGhosts(&again) }
            try reader.decodeValue(into: &self)
            endValue(type)
        }
    }

    private mutating func findGhosts(_ reader: inout JSONKeyReader) throws(RDBError) {
        var visitor = PendingIDs(limit: ghosts.limit)
        try reader.decodeValue(into: &visitor)
        ghostsAreKnown = true
        ghosts.begin(visitor.ids)
    }
}
