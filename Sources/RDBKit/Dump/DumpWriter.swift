/// Writes a line for each key, and below it the value, if that is wanted, as `redis-cli` shows values.
@safe
struct DumpWriter: RDBRecordWriter, ~Copyable {
    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]

    private let input: RDBInput
    private let nowMs: Int64
    private let showsValues: Bool
    /// Elements of the current value that were written.
    var written: UInt64 = 0
    /// The pieces of a large string that arrive are written.
    var largeIsWanted = true
    /// The stream entry whose strings come next is deleted.
    var isInDeletedEntry = false

    /// - Parameter nowMs: The present, Unix milliseconds.
    init(_ order: OrderedOutput, _ input: RDBInput, showsValues: Bool, nowMs: Int64) {
        output = TurnOutput(order)
        self.input = input
        self.showsValues = showsValues
        self.nowMs = nowMs
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        var line = DumpLine(
            database: reader.database, type: reader.objectType,
            stringEncoding: reader.objectType == .string ? try reader.peekStringEncoding() : nil,
            expiresMs: reader.metadata.expiresMs, nowMs: nowMs)
        if showsValues { try writeWithValue(&line, &reader) } else { try writeAlone(&line, &reader) }
        output.append(UInt8(ascii: "\n"))
    }

    private mutating func writeAlone(_ line: inout DumpLine, _ reader: inout RDBReader) throws(RDBError) {
        let start = reader.valueOffset
        var counter = ElementCounter()
        try reader.decodeValue(into: &counter)
        damages = counter.damages
        line.elements = counter.elements
        line.bytes = reader.offset - start
        line.append(reader.key, to: &output)
    }

    /// The line says how much follows, so the value is read once for that, and once more to be written.
    private mutating func writeWithValue(_ line: inout DumpLine, _ reader: inout RDBReader) throws(RDBError) {
        var counter = ElementCounter()
        line.bytes = try reader.visitAhead(input, &counter)
        if line.bytes != nil { line.elements = counter.elements }
        line.append(reader.key, to: &output)
        reset()
        try reader.decodeValue(into: &self)
    }

    mutating func reset() {
        written = 0
        isInDeletedEntry = false
    }
}
