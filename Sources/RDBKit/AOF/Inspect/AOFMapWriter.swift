/// Writes a line for each word of each command: offset, length, bytes, meaning.
@safe
struct AOFMapWriter: AOFRecordWriter, ~Copyable {
    var output: TurnOutput
    private var file = HeldString()
    private let longest: Int
    /// Only the record with this byte is wanted.
    private let at: UInt64?
    /// The command that arrives in pieces.
    private var pieces = Pieces()

    /// Where a command in pieces has come to.
    private struct Pieces {
        var start: UInt64 = 0
        var number: UInt64 = 0
        var database: UInt64?
        var words = 0
        var index = -1
        var offset: UInt64 = 0
        var length: UInt64 = 0
        var head: [UInt8] = []
    }

    init(_ order: OrderedOutput, _ options: AOFConvertOptions, file name: String) {
        output = TurnOutput(order)
        file.hold(AOFLineWriter.escaped(name) + ":")
        longest = options.longestArgument
        at = options.at
    }

    mutating func write(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {
        guard isWanted(reader.recordOffset..<reader.offset) else { return }
        let count = reader.argumentCount
        let base = unsafe reader.base
        let keys = Set(reader.keys(of: reader.command()).map(\.index))
        var end = unsafe Self.headLength(base)
        writeHead(reader.recordOffset, end, context.commands + 1, context.database, count)
        for position in 0..<count {
            let (start, length) = reader.arguments.place(position)
            let bytes = unsafe UnsafeRawBufferPointer(start: base + start, count: min(length, longest))
            unsafe writeWord(
                position, reader.recordOffset + UInt64(end), start + length + 2 - end, bytes, of: UInt64(length),
                isKey: keys.contains(position))
            end = start + length + 2
        }
    }

    /// Bytes of the line with the number of words.
    private static func headLength(_ base: UnsafeRawPointer) -> Int {
        var length = 0
        while unsafe base.load(fromByteOffset: length, as: UInt8.self) != 0x0A { length += 1 }
        return length + 1
    }

    mutating func writeLine(_ record: AOFRecord, _ reader: borrowing AOFReader) {
        let range = reader.recordOffset..<reader.offset
        guard case .timestamp(let seconds) = record else { return writeGap(range, "annotation") }
        writeGap(range, "time \(UTCTime.text(seconds))")
    }

    mutating func writeGap(_ bytes: Range<UInt64>, _ text: String) {
        guard isWanted(bytes) else { return }
        begin(bytes.lowerBound, UInt64(bytes.count))
        output.append(UInt8(ascii: "-"))
        end(bytes, text)
    }

    private func isWanted(_ bytes: Range<UInt64>) -> Bool { at.map(bytes.contains) ?? true }
}

/// Lines.
extension AOFMapWriter {
    private mutating func begin(_ offset: UInt64, _ length: UInt64) {
        unsafe output.appendPadded(file.base, file.count)
        output.append(offset)
        output.append("  +")
        output.append(length)
        output.append("  ")
    }

    private mutating func end(_ bytes: Range<UInt64>, _ meaning: String) {
        output.append("  ")
        output.append(text: meaning)
        if let at, bytes.contains(at) { output.append(text: " <- \(at)") }
        output.append(UInt8(ascii: "\n"))
    }

    private mutating func writeHead(
        _ offset: UInt64, _ length: Int, _ number: UInt64, _ database: UInt64?, _ words: Int
    ) {
        begin(offset, UInt64(length))
        output.append(text: "\"*\(words)\"")
        let place = database.map { "db \($0)" } ?? "db unknown"
        end(offset..<offset + UInt64(length), "command \(number), \(place), words: \(words)")
    }

    private mutating func writeWord(
        _ index: Int, _ offset: UInt64, _ size: Int, _ bytes: UnsafeRawBufferPointer, of length: UInt64, isKey: Bool
    ) {
        begin(offset, UInt64(size))
        output.append(UInt8(ascii: "\""))
        if let base = bytes.baseAddress { unsafe TextEncoding.large(base, bytes.count, &output) }
        TextEncoding.endLarge(&output)
        if UInt64(bytes.count) < length { output.append("...") }
        let meaning = index == 0 ? "name" : isKey ? "key" : "argument \(index)"
        end(offset..<offset + UInt64(size), "\(meaning), bytes: \(length)")
    }
}

/// Commands in pieces. Where one byte is asked for, only the word that holds it is shown.
extension AOFMapWriter {
    mutating func beginPieces(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {
        pieces = Pieces()
        pieces.start = reader.recordOffset
        pieces.number = context.commands + 1
        pieces.database = context.database
    }

    mutating func beginCommand(_ count: Int) {
        pieces.words = count
    }

    mutating func beginArgument(length: UInt64, at offset: UInt64) {
        closeWord(at: offset)
        pieces.offset = offset
        pieces.length = length
        pieces.head = []
    }

    mutating func piece(_ base: UnsafeRawPointer, _ size: Int) {
        let part = min(size, longest - pieces.head.count)
        if part > 0 { unsafe pieces.head += UnsafeRawBufferPointer(start: base, count: part) }
    }

    mutating func endArgument() {
        pieces.index += 1
    }

    mutating func endPieces() {
        // A number of the last word with a sign or zeros would make it longer; that cannot be told any more.
        let digits = UInt64(DecimalText.digitCount(pieces.length))
        closeWord(at: pieces.offset + 1 + digits + 2 + pieces.length + 2)
    }

    /// Writes the word that ends at `end`, or what stands in front of the first one.
    private mutating func closeWord(at end: UInt64) {
        let isHead = pieces.index < 0
        let start = isHead ? pieces.start : pieces.offset
        guard isWanted(start..<end) else { return }
        if isHead || at != nil {
            writeHead(
                pieces.start, Int((isHead ? end : start) - pieces.start), pieces.number, pieces.database, pieces.words)
        }
        guard !isHead else { return }
        let head = pieces.head
        unsafe head.withUnsafeBytes {
            unsafe writeWord(pieces.index, start, Int(end - start), $0, of: pieces.length, isKey: false)
        }
    }
}
