/// The primitives of the format.
extension TurnOutput {
    /// Appends a length in its shortest form.
    mutating func append(length: UInt64) {
        switch length {
        case ..<64: append(UInt8(length))
        case ..<(1 << 14): append(bigEndian: UInt16(length) | 0x4000)
        case ...UInt64(UInt32.max):
            append(0x80 as UInt8)
            append(bigEndian: UInt32(length))
        default:
            append(0x81 as UInt8)
            append(bigEndian: length)
        }
    }

    /// Appends a string as it is.
    mutating func append(string: [UInt8]) {
        append(length: UInt64(string.count))
        append(string)
    }

    /// Appends an integer, its lowest byte first.
    mutating func append(littleEndian value: some FixedWidthInteger & BitwiseCopyable) {
        append(raw: value.littleEndian)
    }

    private mutating func append(bigEndian value: some FixedWidthInteger & BitwiseCopyable) {
        append(raw: value.bigEndian)
    }

    private mutating func append<T: FixedWidthInteger & BitwiseCopyable>(raw value: T) {
        let target = unsafe reserve(MemoryLayout<T>.size)
        unsafe UnsafeMutableRawPointer(target).storeBytes(of: value, as: T.self)
        unsafe advance(to: target + MemoryLayout<T>.size)
    }

    /// Appends key opcodes, type and name of the record that `reader` holds in memory.
    mutating func appendHead(_ head: borrowing EntryHead, of reader: borrowing RDBReader) {
        guard let record = reader.values.input.again(from: reader.recordOffset) else { return }
        unsafe append(head, of: reader, at: record.position)
    }

    /// Appends the bytes from `start` to `end` of what `reader` holds in memory.
    @inline(__always)
    mutating func appendBytes(of reader: borrowing RDBReader, from start: UInt64, to end: UInt64) {
        guard let bytes = reader.values.input.again(from: start) else { return }
        unsafe appendPadded(bytes.position, Int(end - start))
    }
}
