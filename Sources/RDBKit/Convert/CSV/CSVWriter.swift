/// Writes each element as a row: db, key, type, field, value, score, expires.
///
/// `docs/convert.md` says what stands in which column for each type, and what a row cannot hold.
@safe
struct CSVWriter: RDBRecordWriter, ~Copyable {
    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]

    let isSpreadsheetSafe: Bool
    /// `,hash,` for each object type.
    private let typeCells = (0...UInt8.max).map {
        Array(",\(RDBObjectType(rawValue: $0).valueType?.name ?? ""),".utf8)
    }
    /// `0,key,hash,`: what each row of the current key begins with.
    var prefix = RawBuffer(capacity: 256)
    var prefixCount = 0
    var keyExpiry: Int64?
    /// The expiry that the last field has of its own.
    var fieldExpiry: Int64?
    var large = LargeText()
    var state = State.between
    var listIndex: UInt64 = 0
    /// The JSON text of a stream entry's fields.
    var fields = RawBuffer(capacity: 0)
    var largeIsWanted = true

    /// How far the current row has come.
    enum State {
        case between
        /// Field and value are written, score and expiry are not.
        case inRow
        /// In the JSON text of a stream entry's fields.
        case inEntry
        case inDeletedEntry
    }

    init(_ order: OrderedOutput, _ options: RDBConvertOptions) {
        output = TurnOutput(order)
        isSpreadsheetSafe = options.isSpreadsheetSafe
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        listIndex = 0
        state = .between
        fieldExpiry = nil
        keyExpiry = reader.metadata.expiresMs
        makePrefix(reader)
        try reader.decodeValue(into: &self)
        closeRow()
    }

    /// Writes the prefix once through the output, whose rules for cells it shares, and takes it from there.
    private mutating func makePrefix(_ reader: borrowing RDBReader) {
        output.pin()
        output.append(reader.database)
        output.append(UInt8(ascii: ","))
        unsafe output.appendCell(reader.key.base, reader.key.count, isSafe: isSpreadsheetSafe)
        output.append(typeCells[Int(reader.objectType.rawValue)])
        let start = output.pinned
        prefixCount = output.count - start
        prefix.grow(to: prefixCount, keeping: 0)
        unsafe prefix.base.copyMemory(from: output.bytes(from: start), byteCount: prefixCount)
        output.cut(to: start)
        output.unpin()
    }

    mutating func beginRow() {
        closeRow()
        unsafe output.append(UnsafeRawPointer(prefix.base), prefixCount)
    }

    /// Ends the row that is open.
    mutating func closeRow() {
        switch state {
        case .between, .inDeletedEntry: break
        case .inRow: endRow(score: nil)
        case .inEntry:
            closeEntry()
            endRow(score: nil)
        }
        state = .between
    }

    /// Writes the columns behind the value; the row goes with its field or its key, whichever goes first.
    mutating func endRow(score: Double?) {
        output.append(UInt8(ascii: ","))
        if let score { write(score) }
        output.append(UInt8(ascii: ","))
        if let expiry = rowExpiry { output.append(expiry) }
        output.append(UInt8(ascii: "\n"))
        fieldExpiry = nil
        state = .between
    }

    private var rowExpiry: Int64? {
        guard let keyExpiry, let fieldExpiry else { return keyExpiry ?? fieldExpiry }
        return min(keyExpiry, fieldExpiry)
    }

    private mutating func write(_ score: Double) {
        if score.isFinite {
            output.appendJSON(score)
        } else {
            append(score.isNaN ? "NaN" : score < 0 ? "-Infinity" : "Infinity", of: score)
        }
    }

    mutating func reset() {
        state = .between
        fieldExpiry = nil
        large.clear()
        prefix.shrink(to: 1 << 16)
        fields.shrink(to: 1 << 16)
    }
}
