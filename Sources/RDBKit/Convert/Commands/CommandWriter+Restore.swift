/// Values as payloads of `RESTORE`: their bytes in the file, the version of the format and a checksum.
extension CommandWriter {
    private static var trailerBytes: Int { 10 }

    mutating func writeRestore(_ reader: inout RDBReader) throws(RDBError) {
        let start = reader.valueOffset
        let metadata = reader.metadata
        let version = UInt16(clamping: reader.header.version)
        var verifier = DamageCollector()
        try reader.decodeValue(into: &verifier)
        damages.append(contentsOf: verifier.damages)
        let size = reader.offset - start
        guard !verifier.damages.contains(where: { $0.code.losesContent }) else { return }
        beginRestore(metadata)
        Encoding.beginLarge(1 + size + UInt64(Self.trailerBytes), &output)
        var crc = CRC64()
        addPayload([reader.objectType.byte], &crc)
        try addValue(reader, start, size, &crc)
        addPayload([UInt8(truncatingIfNeeded: version), UInt8(version >> 8)], &crc)
        let sum = crc.value
        addPayload((0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }, &crc)
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

    private mutating func addPayload(_ bytes: [UInt8], _ crc: inout CRC64) {
        unsafe bytes.withUnsafeBytes { unsafe addPayload($0, &crc) }
    }

    private mutating func addPayload(_ bytes: UnsafeRawBufferPointer, _ crc: inout CRC64) {
        unsafe crc.add(bytes)
        if let base = bytes.baseAddress { unsafe Encoding.large(base, bytes.count, &output) }
    }

    /// Adds the bytes of the value, from memory or read once more.
    private mutating func addValue(
        _ reader: borrowing RDBReader, _ start: UInt64, _ size: UInt64, _ crc: inout CRC64
    ) throws(RDBError) {
        if let again = reader.values.input.again(from: start) {
            return unsafe addPayload(UnsafeRawBufferPointer(start: again.position, count: Int(size)), &crc)
        }
        guard let source = try input.reopen?() else { return }
        try source.discard(start)
        let buffer = RawBuffer(capacity: InputWindow.standardCapacity)
        var left = size
        while left > 0 {
            let room = Int(min(left, UInt64(buffer.capacity)))
            let got = try unsafe source.read(into: UnsafeMutableRawBufferPointer(start: buffer.base, count: room))
            guard got > 0 else { throw RDBError(.truncated, at: start, expected: size, found: size - left) }
            unsafe addPayload(UnsafeRawBufferPointer(start: buffer.base, count: got), &crc)
            left -= UInt64(got)
        }
    }
}
