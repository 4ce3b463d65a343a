/// The payload of `DUMP` and `RESTORE`: object type, the value's bytes in the file, the version of the format and CRC-64.
struct ValuePayload {
    private static let trailerBytes = 10

    private let input: RDBInput
    private let type: RDBObjectType
    private let version: UInt16
    private let start: UInt64
    private let valueBytes: UInt64
    /// What is wrong with the value.
    let damages: [RDBError]

    /// Verifies the value in front of which `reader` stands; the reader is behind it then.
    init(reading reader: inout RDBReader, of input: RDBInput) throws(RDBError) {
        self.input = input
        type = reader.objectType
        version = UInt16(clamping: reader.header.version)
        start = reader.valueOffset
        var verifier = DamageCollector()
        try reader.decodeValue(into: &verifier)
        damages = verifier.damages
        valueBytes = reader.offset - start
    }

    /// Whether a value that streams can be handed out at all: it must be read again.
    static func isPossible(_ reader: borrowing RDBReader, _ input: RDBInput) -> Bool {
        reader.objectType.isRestorable && (!reader.isStreaming || input.reopen != nil)
    }

    /// Whether a part of the value cannot be read: then there is no payload.
    var isBroken: Bool { damages.contains { $0.code.losesContent } }

    /// Bytes of the payload.
    var byteCount: UInt64 { 1 + valueBytes + UInt64(Self.trailerBytes) }

    /// Writes the payload; `reader` stands behind the value.
    func write<Encoding: CommandEncoding>(
        _ reader: borrowing RDBReader, _: Encoding.Type, _ output: inout TurnOutput
    ) throws(RDBError) {
        var crc = CRC64()
        func add(_ bytes: [UInt8], _ output: inout TurnOutput) {
            unsafe bytes.withUnsafeBytes { unsafe Self.add($0, &crc, Encoding.self, &output) }
        }
        add([type.byte], &output)
        try addValue(reader, &crc, Encoding.self, &output)
        add([UInt8(truncatingIfNeeded: version), UInt8(version >> 8)], &output)
        let sum = crc.value
        add((0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }, &output)
    }

    private static func add<Encoding: CommandEncoding>(
        _ bytes: UnsafeRawBufferPointer, _ crc: inout CRC64, _: Encoding.Type, _ output: inout TurnOutput
    ) {
        unsafe crc.add(bytes)
        if let base = bytes.baseAddress { unsafe Encoding.large(base, bytes.count, &output) }
    }

    /// Adds the bytes of the value, from memory or read once more.
    private func addValue<Encoding: CommandEncoding>(
        _ reader: borrowing RDBReader, _ crc: inout CRC64, _: Encoding.Type, _ output: inout TurnOutput
    ) throws(RDBError) {
        if let again = reader.values.input.again(from: start) {
            let bytes = unsafe UnsafeRawBufferPointer(start: again.position, count: Int(valueBytes))
            return unsafe Self.add(bytes, &crc, Encoding.self, &output)
        }
        guard let source = try input.reopen?() else { return }
        try source.discard(start)
        let buffer = RawBuffer(capacity: InputWindow.standardCapacity)
        var left = valueBytes
        while left > 0 {
            let room = Int(min(left, UInt64(buffer.capacity)))
            let got = try unsafe source.read(into: UnsafeMutableRawBufferPointer(start: buffer.base, count: room))
            guard got > 0 else { throw RDBError(.truncated, at: start, expected: valueBytes, found: valueBytes - left) }
            unsafe Self.add(UnsafeRawBufferPointer(start: buffer.base, count: got), &crc, Encoding.self, &output)
            left -= UInt64(got)
        }
    }
}
