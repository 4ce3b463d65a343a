/// The keys of an RDB file.
final class RDBDiffSource: DiffSource {
    private let input: RDBInput
    private(set) var facts = DiffSourceFacts()
    private var header: RDBHeader?
    private var marks: [DiffCollector.DatabaseMark] = []
    private var templates = RDBTemplates()
    private var mapper = DiffMapper(KeyMapping())
    /// Reads keys again; stands behind the one that was read last.
    private var again: RDBReader?
    /// Most values are smaller than this; what lies no further ahead is read to get there, even where that could be
    /// jumped over.
    private static let firstRead = 16 << 10

    init(_ input: RDBInput) {
        self.input = input
    }

    func collect(
        as side: DiffSide, into table: DiffTable, _ hashes: DiffHashes, _ options: DiffOptions,
        progress: (@Sendable (UInt64) -> Void)?
    ) {
        var digesting = RDBDigestOptions()
        digesting.threads = max(1, options.threads / 2)
        digesting.memory = options.memory
        digesting.filter = options.filter
        digesting.form = options.form
        var pass = RDBDigestPass(input, digesting, progress: progress)
        let mapping = side == .before ? options.mapping : KeyMapping()
        let collisions = mapping.canCollide ? DiffCollisions(input, options) : nil
        let makeCollector = {
            DiffCollector(side, table, hashes, options.form, collisions?.mapper() ?? DiffMapper(mapping))
        }
        var names: [FingerprintStore] = []
        pass.run(hashes.keys.digester, makeCollector) { collector in
            marks += collector.marks
            facts.undecidedKeys += collector.mapper.undecidedKeys
            if let written = collector.mapper.written { names.append(written) }
        }
        marks.sort { $0.offset < $1.offset }
        header = pass.report.header
        templates = pass.templates
        mapper = DiffMapper(mapping)
        note(pass)
        if let collisions, !facts.isCut, !facts.isUnreadable { facts.note(collisions.findings(names)) }
    }

    private func note(_ pass: RDBDigestPass) {
        facts.findings = pass.report.findings
        facts.functions = pass.functionOffsets
        facts.unknownKeys = pass.unknownKeys
        facts.undecidedKeys += pass.undecidedKeys
        facts.isCut = pass.failedRecord != nil
        facts.isUnreadable = pass.report.isUnreadable || pass.report.header == nil
    }

    func key(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> DiffKey {
        var reader = try nextReader(at: offset, options)
        var collector = DiffValueCollector(options.form, room: options.memory / 8)
        collector.begin(reader.objectType.valueType ?? .module)
        var key = DiffKey(reader)
        if !mapper.isEmpty && mapper.map(key.database, key.name) { key.move(to: mapper.database, mapper.name) }
        try reader.decodeValue(into: &collector)
        if let damage = collector.damage { throw damage }
        again = consume reader
        return key.holding(&collector)
    }

    func write<Encoding: CommandEncoding>(
        _ key: DiffKey, to writer: inout CommandWriter<Encoding>, _ options: DiffOptions
    ) throws(RDBError) {
        var reader = try reader(at: key.offset, options)
        try writer.writeEntry(&reader)
    }

    func library(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> String? {
        var reader = try reader(at: offset, options, .function)
        guard case .function(let code) = try reader.readPayload(of: .function) else { return nil }
        return FunctionLibrary(code)?.name
    }

    /// A reader that stands in front of the value of the key at `offset`: the last one where that is not far ahead, for
    /// nobody can jump in a compressed file.
    private func nextReader(at offset: UInt64, _ options: DiffOptions) throws(RDBError) -> RDBReader {
        guard var reader = again.take(), reader.offset <= offset,
            offset - reader.offset <= Self.firstRead || input.source.size == nil
        else { return try self.reader(at: offset, options) }
        try reader.values.input.skip(offset - reader.offset)
        reader.context.database = database(at: offset)
        reader.context.forgetMetadata()
        guard try reader.nextKind(keepingKey: true) == .entry else { throw RDBError(.notRepeatable, at: offset) }
        return reader
    }

    /// A reader that stands in front of the payload of the record at `offset`: of a key, in front of its value.
    private func reader(
        at offset: UInt64, _ options: DiffOptions, _ kind: RDBRecordKind = .entry
    ) throws(RDBError) -> RDBReader {
        guard let header, let reopen = input.reopen else { throw RDBError(.notRepeatable, at: offset) }
        let window = try InputWindow(try reopen(), capacity: Self.firstRead, skipping: offset)
        var context = RDBContext()
        context.database = database(at: offset)
        context.templates = templates
        var reader = RDBReader(
            ByteReader(window), header: header, scratch: RDBScratch(),
            nodeLimit: UInt64(max(options.memory, 16 << 20)), context: context)
        guard try reader.nextKind(keepingKey: true) == kind else { throw RDBError(.notRepeatable, at: offset) }
        return reader
    }

    private func database(at offset: UInt64) -> UInt64 {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : marks[low - 1].database
    }
}
