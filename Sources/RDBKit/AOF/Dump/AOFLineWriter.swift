/// Writes a line for each command: where, when, in which database and transaction, and its words.
@safe
struct AOFLineWriter: AOFRecordWriter, ~Copyable {
    var output: TurnOutput
    private var place: LinePlace
    private let longest: Int
    /// Of a command in pieces: its word that comes next, the word's bytes, how many are shown, and how many are left.
    private var word = 0
    private var length: UInt64 = 0
    private var shown = 0
    private var room = 0

    init(_ order: OrderedOutput, _ options: AOFConvertOptions, file: String) {
        output = TurnOutput(order)
        place = LinePlace(file: Self.escaped(file))
        longest = options.longestArgument
    }

    /// The name of a file, with everything escaped that a terminal might act on.
    static func escaped(_ name: String) -> String {
        String(name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    }

    mutating func write(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {
        let base = unsafe reader.base
        begin(reader, context)
        for position in 0..<reader.argumentCount {
            let (start, length) = reader.arguments.place(position)
            if position > 0 && length > longest {
                TextEncoding.beginLarge(UInt64(length), &output)
                unsafe TextEncoding.large(base + start, longest, &output)
                endShort(UInt64(length))
            } else if position > 0 {
                unsafe TextEncoding.argument(base + start, length, &output)
            } else {
                unsafe TextEncoding.name(base + start, length, &output)
            }
        }
        TextEncoding.end(&output)
    }

    private mutating func begin(_ reader: borrowing AOFReader, _ context: AOFContext) {
        place.write(
            reader.recordOffset, seconds: context.seconds, database: context.database, transaction: context.transaction,
            to: &output)
    }

    /// Ends a word of which only the first bytes are shown.
    private mutating func endShort(_ length: UInt64) {
        TextEncoding.endLarge(&output)
        output.append("...(")
        output.append(length)
        output.append(" bytes)")
    }
}

/// Commands in pieces.
extension AOFLineWriter {
    mutating func beginPieces(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {
        begin(reader, context)
        word = 0
    }

    mutating func beginCommand(_ count: Int) {}

    mutating func beginArgument(length: UInt64, at offset: UInt64) {
        if word == 0 { output.append(UInt8(ascii: "\"")) } else { TextEncoding.beginLarge(length, &output) }
        self.length = length
        shown = word == 0 ? max(longest, 64) : longest
        room = shown
        word += 1
    }

    mutating func piece(_ base: UnsafeRawPointer, _ size: Int) {
        let part = min(size, room)
        unsafe TextEncoding.large(base, part, &output)
        room -= part
    }

    mutating func endArgument() {
        if length > UInt64(shown) { endShort(length) } else { TextEncoding.endLarge(&output) }
    }

    mutating func endPieces() {
        TextEncoding.end(&output)
    }
}
