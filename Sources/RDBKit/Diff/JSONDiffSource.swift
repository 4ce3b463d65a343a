/// The keys of a file of JSON that `convert` wrote.
final class JSONDiffSource: DiffSource {
    private let input: RDBInput
    private(set) var facts = DiffSourceFacts()
    /// Reads keys again; stands behind the one that was read last.
    private var again: JSONKeyReader?
    private var isArray = false
    private var mapper = DiffMapper(KeyMapping())
    /// What lies so far ahead is read to get there, even where that could be jumped over.
    private static let nearby: UInt64 = 1 << 20

    init(_ input: RDBInput) {
        self.input = input
    }

    func collect(
        as side: DiffSide, into table: DiffTable, _ hashes: DiffHashes, _ options: DiffOptions,
        progress: (@Sendable (UInt64) -> Void)?
    ) {
        do throws(RDBError) {
            let reader = try JSONKeyReader(input.source, memory: Self.memory(of: options))
            isArray = reader.readsArray
            let mapping = side == .before ? options.mapping : KeyMapping()
            mapper = DiffMapper(mapping)
            let collisions = mapping.canCollide ? DiffCollisions(input, options, isWide: true) : nil
            let collector = DiffCollector(
                side, table, hashes, options.form, collisions?.mapper() ?? DiffMapper(mapping))
            var pass = JSONDigestPass(reader, collector, hashes.keys.digester(options.form), options.filter)
            pass.run(progress: progress)
            note(pass)
            if let collisions, let written = pass.receiver.mapper.written {
                facts.note(collisions.findings([written]))
            }
        } catch {
            facts.findings = [RDBFinding(error, severity: .error)]
            facts.isUnreadable = true
        }
    }

    private func note(_ pass: borrowing JSONDigestPass<DiffCollector, KeyedStream, ElementSum>) {
        facts.findings = pass.findings.kept
        facts.functions = pass.functionOffsets
        facts.knowsFunctions = pass.knowsFunctions
        facts.unknownKeys = pass.unknownKeys
        facts.undecidedKeys = pass.matcher.undecidedKeys + pass.receiver.mapper.undecidedKeys
        facts.isCut = pass.isCut
    }

    func key(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> DiffKey {
        var reader = try key(at: offset, from: reader(at: offset, options))
        let type = reader.type ?? .module
        var collector = DiffValueCollector(options.form, room: options.memory / 8)
        collector.begin(type)
        try reader.decodeValue(into: &collector)
        var key = DiffKey(
            database: reader.database, name: reader.keyBytes, type: type, expiresMs: reader.metadata.expiresMs,
            offset: offset)
        again = consume reader
        if !mapper.isEmpty && mapper.map(key.database, key.name) { key.move(to: mapper.database, mapper.name) }
        return key.holding(&collector)
    }

    func write<Encoding: CommandEncoding>(
        _ key: DiffKey, to writer: inout CommandWriter<Encoding>, _ options: DiffOptions
    ) throws(RDBError) {
        var reader = try self.key(at: key.offset, from: jump(to: key.offset, options))
        let again = key.type == .stream ? try self.key(at: key.offset, from: jump(to: key.offset, options)) : nil
        try writer.writeEntry(&reader, again: again, key.type, expiresMs: key.expiresMs)
    }

    func library(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> String? {
        var reader = try jump(to: offset, options)
        guard try reader.next() == .function, reader.recordOffset == offset else {
            throw RDBError(.notRepeatable, at: offset)
        }
        var code = StringCollector(room: RDBReader.longestText)
        try reader.decodeValue(into: &code)
        return FunctionLibrary(code.strings.first ?? [])?.name
    }

    /// Moves `reader` from the start of the object at `offset` to its value.
    private func key(at offset: UInt64, from reader: consuming JSONKeyReader) throws(RDBError) -> JSONKeyReader {
        guard try reader.next() == .key, reader.recordOffset == offset else {
            throw RDBError(.notRepeatable, at: offset)
        }
        return reader
    }

    /// A reader that stands in front of the object at `offset`: the last one where that is not far ahead, for nobody can
    /// jump in a compressed file.
    private func reader(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> JSONKeyReader {
        if var reader = again.take(), reader.offset <= offset,
            offset - reader.offset <= Self.nearby || input.source.size == nil
        {
            try reader.move(to: offset)
            return reader
        }
        return try jump(to: offset, options)
    }

    /// A new reader that stands in front of the object at `offset`.
    private func jump(to offset: UInt64, _ options: DiffOptions) throws(RDBError) -> JSONKeyReader {
        guard let reopen = input.reopen else { throw RDBError(.notRepeatable, at: offset) }
        return try JSONKeyReader(try reopen(), memory: Self.memory(of: options), at: offset, isArray: isArray)
    }

    /// Bytes that a string, or a group of a stream, may take.
    private static func memory(of options: DiffOptions) -> Int { options.memory / 2 }
}
