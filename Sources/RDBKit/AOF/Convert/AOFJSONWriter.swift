/// Writes each command as one JSON object, as `docs/aof-convert.md` describes it.
@safe
struct AOFJSONWriter: AOFRecordWriter, ~Copyable {
    var output: TurnOutput

    private let names: AOFJSONNames
    private let isArray: Bool
    /// `{"file":"appendonly.aof","offset":`.
    private var head = HeldString()
    /// `,"time_ms":1700000000000,"db":0` for the time and the database of the last command.
    private var place = HeldString()
    private var placeSeconds: Int64?
    private var placeDatabase: UInt64?
    /// The word of a command in pieces that comes next, and the command's index.
    private var word = 0
    private var index = -1
    private var large = LargeText()

    init(_ order: OrderedOutput, _ options: AOFConvertOptions, _ table: AOFCommandTable, file: String) {
        output = TurnOutput(order)
        names = AOFJSONNames(table)
        isArray = options.format == .json
        makeHead(RawBuffer(Array(file.utf8)))
        makePlace(AOFContext())
    }

    /// Writes the head once through the output, whose rules for strings it shares, and takes it from there.
    private mutating func makeHead(_ file: borrowing RawBuffer) {
        output.append(isArray ? ",\n{\"file\":" : "{\"file\":")
        unsafe output.appendJSON(UnsafeRawPointer(file.base), file.capacity)
        output.append(",\"offset\":")
        head.begin()
        unsafe head.add(UnsafeRawPointer(output.bytes(from: 0)), output.count)
        output.cut(to: 0)
    }

    private mutating func makePlace(_ context: AOFContext) {
        placeSeconds = context.seconds
        placeDatabase = context.database
        let time = context.seconds.map { ",\"time_ms\":\($0.multipliedReportingOverflow(by: 1000).partialValue)" } ?? ""
        place.hold(time + (context.database.map { ",\"db\":\($0)" } ?? ""))
    }

    @inline(__always)
    mutating func write(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {
        let base = unsafe reader.base
        begin(reader.recordOffset, context)
        if !names.append(index, to: &output) {
            let (start, length) = reader.arguments.place(0)
            output.append(",\"command\":")
            unsafe output.appendJSON(base + start, length)
            output.append(",\"args\":[")
        }
        for position in 1..<max(1, reader.argumentCount) {
            let (start, length) = reader.arguments.place(position)
            unsafe output.appendJSON(base + start, length)
            output.append(UInt8(ascii: ","))
        }
        if reader.argumentCount > 1 { output.cut(to: output.count - 1) }
        end()
    }

    @inline(__always)
    private mutating func begin(_ offset: UInt64, _ context: AOFContext) {
        unsafe output.appendPadded(head.base, head.count)
        output.append(offset)
        if context.seconds != placeSeconds || context.database != placeDatabase { makePlace(context) }
        unsafe output.appendPadded(place.base, place.count)
        if let transaction = context.transaction {
            output.append(",\"transaction\":")
            output.append(transaction)
        }
    }

    @inline(__always)
    private mutating func end() {
        if isArray { output.append("]}") } else { output.append("]}\n") }
    }

    mutating func reset() {
        large.clear()
    }
}

/// Commands in pieces.
extension AOFJSONWriter {
    mutating func beginPieces(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {
        begin(reader.recordOffset, context)
        self.index = index
        word = 0
    }

    mutating func beginCommand(_ count: Int) {}

    mutating func beginArgument(length: UInt64, at offset: UInt64) {
        if word == 0 {
            guard index < 0 else { return }
            output.append(",\"command\":\"")
        } else {
            output.append(word == 1 ? "\"" : ",\"")
        }
        large.begin(length, &output)
    }

    mutating func piece(_ base: UnsafeRawPointer, _ size: Int) {
        guard word > 0 || index < 0 else { return }
        let bytes = unsafe RawSpan(_unsafeStart: base, byteCount: size)
        large.add(bytes, &output)
    }

    mutating func endArgument() {
        defer { word += 1 }
        if word == 0 && names.append(index, to: &output) { return }
        if large.end(&output) == .text {
            unsafe output.appendEscaped(UnsafeRawPointer(large.bytes.base), large.count)
        }
        output.append(word == 0 ? "\",\"args\":[" : "\"")
        large.clear()
    }

    mutating func endPieces() {
        end()
    }
}
