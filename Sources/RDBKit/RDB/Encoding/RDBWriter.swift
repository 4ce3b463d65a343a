/// Writes an RDB file for a server, record by record.
///
/// ```swift
/// var reader = try RDBReader(FileSource(path: "dump.rdb"))
/// var writer = try RDBWriter(sink, RDBEncodingOptions(for: .redis74), reading: reader.header)
/// while let outcome = try writer.copyNext(&reader) { if case .dropped(let why) = outcome { print(why) } }
/// try writer.finish()
/// ```
/// It is for one thread. What it cannot write is taken back, so that the file stays sound.
public struct RDBWriter: ~Copyable {
    /// What became of a record.
    public enum Outcome: Equatable, Sendable {
        /// It was written; without these, which the target cannot hold.
        case written([RDBUnsupported])
        /// It was left out, because the target cannot hold these.
        case dropped([RDBUnsupported])
        /// It was left out, because of this damage.
        case damaged([RDBError])
    }

    /// Why writing cannot go on.
    public enum Failure: Error, Equatable, Sendable {
        /// The file that is read is damaged.
        case input(RDBError)
        /// The sink takes no more.
        case output(OutputError)
        /// The target cannot hold this of the record at this offset, and that was to be a failure.
        case unsupported(RDBUnsupported, at: UInt64)
        /// So much of the record at this offset was written already that it cannot be taken back.
        case torn(at: UInt64)
    }

    private let sink: RDBFileSink
    private let treatment: UnsupportedTreatment
    private var encoder: RDBValueEncoder<EncodedBuffer>

    /// Writes the header.
    ///
    /// - Parameter header: Of the file that is read; its values keep their layouts if it has the target's version.
    public init(
        _ sink: any ByteSink, _ options: RDBEncodingOptions, reading header: RDBHeader,
        unsupported treatment: UnsupportedTreatment = .drop
    ) throws(Failure) {
        do throws(OutputError) {
            self.sink = try RDBFileSink(sink, options)
        } catch {
            throw .output(error)
        }
        self.treatment = treatment
        encoder = RDBValueEncoder(EncodedBuffer(self.sink), options, reading: header)
    }

    /// Reads the next record and writes it; nil at the end of the data.
    public mutating func copyNext(_ reader: inout RDBReader) throws(Failure) -> Outcome? {
        let kind = try attempt { encoder throws(RDBError) -> RDBRecordKind in
            if reader.hasUnreadValue { try reader.skipValue() }
            guard reader.checksum == nil else { return .eof }
            let kind = try reader.nextKind(keepingKey: true)
            if kind != .entry { try encoder.writeOther(kind, &reader) }
            return kind
        }
        switch kind {
        case .eof: return nil
        case .entry: return try writeEntry(&reader)
        default: return try judge(reader)
        }
    }

    /// Writes the key at which `reader` stands, with its value.
    ///
    /// - Parameters:
    ///   - key: The name to write; nil for the reader's.
    ///   - metadata: Expiry, idle time and frequency to write; nil for the reader's.
    public mutating func writeEntry(
        _ reader: inout RDBReader, key: [UInt8]? = nil, metadata: KeyMetadata? = nil
    ) throws(Failure) -> Outcome {
        guard key != nil || reader.isKeyWhole else {
            let damage = reader.keyDamage ?? RDBError(.memoryLimit, at: reader.recordOffset, found: reader.cutKeyLength)
            _ = try attempt { _ throws(RDBError) in try reader.skipValue() }
            return .damaged([damage])
        }
        try attempt { encoder throws(RDBError) in
            try encoder.writeEntry(&reader, key: key, metadata: metadata)
        }
        return try judge(reader)
    }

    /// Writes that the keys that follow are in this database.
    public mutating func writeSelectDB(_ number: UInt64) throws(Failure) {
        try write { output in output.appendSelectDB(number) }
    }

    /// Writes how many keys, and keys with expiry, follow in the database; servers reserve memory by it.
    public mutating func writeResizeDB(keys: UInt64, expires: UInt64) throws(Failure) {
        try write { output in output.appendResizeDB(keys: keys, expires: expires) }
    }

    /// Writes an AUX field.
    public mutating func writeAux(name: [UInt8], value: [UInt8]) throws(Failure) {
        let compresses = encoder.options.compresses
        try write { output in output.appendAux(name: name, value: value, compresses: compresses) }
    }

    /// Writes the source of a function library.
    public mutating func writeFunction(_ code: [UInt8]) throws(Failure) {
        let compresses = encoder.options.compresses
        try write { output in output.appendFunction(code, compresses: compresses) }
    }

    /// Writes the end and the checksum.
    public mutating func finish() throws(Failure) {
        encoder.output.flush()
        try checkOutput()
        do throws(OutputError) {
            try sink.finish()
        } catch {
            throw .output(error)
        }
    }
}

extension RDBWriter {
    /// Starts a record and lets `body` write it; takes it back where the input is damaged.
    private mutating func attempt<Result>(
        _ body: (inout RDBValueEncoder<EncodedBuffer>) throws(RDBError) -> Result
    ) throws(Failure) -> Result {
        encoder.output.beginRecord()
        do throws(RDBError) {
            return try body(&encoder)
        } catch {
            encoder.output.takeBack()
            throw .input(error)
        }
    }

    private mutating func write(_ body: (inout EncodedBuffer) -> Void) throws(Failure) {
        encoder.output.beginRecord()
        body(&encoder.output)
        try checkOutput()
    }

    private func checkOutput() throws(Failure) {
        if let failure = encoder.output.failure { throw .output(failure) }
    }

    /// Keeps the record that was written last, or takes it back.
    private mutating func judge(_ reader: borrowing RDBReader) throws(Failure) -> Outcome {
        try checkOutput()
        let unsupported = encoder.unsupported
        let damages = encoder.damages.filter(\.code.losesContent)
        let obstacle = unsupported.first { !treatment.keeps($0.reason) }
        if obstacle == nil && damages.isEmpty { return .written(unsupported) }
        guard encoder.output.canTakeBack else { throw .torn(at: reader.recordOffset) }
        encoder.output.takeBack()
        if let obstacle, treatment == .fail { throw .unsupported(obstacle, at: reader.recordOffset) }
        return damages.isEmpty ? .dropped(unsupported) : .damaged(damages)
    }
}
