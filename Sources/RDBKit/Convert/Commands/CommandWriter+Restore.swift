/// Values as payloads of `RESTORE`.
extension CommandWriter {
    mutating func writeRestore(_ reader: inout RDBReader) throws(RDBError) {
        let metadata = reader.metadata
        let payload = try ValuePayload(reading: &reader, of: input)
        damages.append(contentsOf: payload.damages)
        guard !payload.isBroken else { return }
        beginRestore(metadata)
        Encoding.beginLarge(payload.byteCount, &output)
        try payload.write(reader, Encoding.self, &output)
        Encoding.endLarge(&output)
        endRestore(metadata)
    }

    private mutating func beginRestore(_ metadata: KeyMetadata) {
        let hints = (metadata.idleSeconds == nil ? 0 : 2) + (metadata.frequency == nil ? 0 : 2)
        beginWithKey("RESTORE", 4 + (replaces ? 1 : 0) + (metadata.expiresMs == nil ? 0 : 1) + hints)
        // The expiry is absolute, and 0 would mean none.
        argument(metadata.expiresMs.map { max($0, 1) } ?? 0)
    }

    private mutating func endRestore(_ metadata: KeyMetadata) {
        if replaces { word("REPLACE") }
        if metadata.expiresMs != nil { word("ABSTTL") }
        if let idle = metadata.idleSeconds {
            word("IDLETIME")
            argument(Int64(clamping: idle))
        }
        if let frequency = metadata.frequency {
            word("FREQ")
            argument(Int64(frequency))
        }
        Encoding.end(&output)
    }
}
