/// What stands in front of a value in the output: key opcodes and the name.
struct EntryHead {
    /// Whether the bytes of the input are those of the output.
    var isSame: Bool { !hasNewMetadata && name == nil }

    private(set) var metadata: KeyMetadata
    private var hasNewMetadata = false
    /// The name, where it is another.
    var name: [UInt8]?
    /// Whether the name may be compressed.
    private(set) var compresses = true

    @inline(__always)
    init(_ metadata: KeyMetadata) {
        self.metadata = metadata
    }

    /// Makes of the key opcodes what is asked for.
    ///
    /// - Parameter hasWaited: They stood in front of another record, and are not among the bytes of this one.
    mutating func change(_ options: RDBRewriteOptions, hasWaited: Bool) {
        let before = metadata
        compresses = options.compresses
        metadata.expiresMs = options.expiries.result(metadata.expiresMs)
        if options.stripped.contains(.idle) { metadata.idleSeconds = nil }
        if options.stripped.contains(.frequency) { metadata.frequency = nil }
        if options.stripped.contains(.modules) { metadata.metadataClasses = nil }
        hasNewMetadata = hasWaited || metadata != before
    }

    /// Leaves out what modules attach to the key.
    mutating func dropClasses() {
        metadata.metadataClasses = nil
        hasNewMetadata = true
    }

    /// What modules attach to a key is copied; it must be among the bytes of this record.
    func requireClasses(of reader: borrowing RDBReader) throws(RDBError) {
        guard reader.metadataClassesRange.lowerBound < reader.recordOffset else { return }
        throw RDBError(.danglingKeyOpcode, at: reader.metadataClassesRange.lowerBound)
    }
}

extension TurnOutput {
    /// Appends key opcodes, type and name of the current record of `reader`, whose bytes lie at `record`.
    mutating func append(_ head: borrowing EntryHead, of reader: borrowing RDBReader, at record: UnsafeRawPointer) {
        append(head.metadata, version: reader.header.version)
        if head.metadata.metadataClasses != nil {
            unsafe append(record, of: reader, reader.metadataClassesRange)
        }
        if let name = head.name {
            append(reader.objectType.byte)
            appendString(name, compresses: head.compresses)
        } else {
            unsafe append(record, of: reader, reader.typeOffset..<reader.valueOffset)
        }
    }

    private mutating func append(_ record: UnsafeRawPointer, of reader: borrowing RDBReader, _ range: Range<UInt64>) {
        unsafe append(record + Int(range.lowerBound - reader.recordOffset), Int(range.upperBound - range.lowerBound))
    }

    /// Appends key opcodes in the order of the servers; milliseconds came with version 3 of the format.
    private mutating func append(_ metadata: KeyMetadata, version: Int) {
        guard version < 3, let expiry = metadata.expiresMs else { return append(metadata) }
        append(RDBOpcode.expireTime)
        append(littleEndian: Int32(clamping: expiry / 1000))
    }
}
