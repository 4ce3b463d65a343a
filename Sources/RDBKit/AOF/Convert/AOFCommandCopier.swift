/// Writes the commands of a log as they are.
@safe
struct AOFCommandCopier<Encoding: CommandEncoding>: AOFRecordWriter, ~Copyable {
    static var makesLog: Bool { true }

    var output: TurnOutput

    init(_ order: OrderedOutput) {
        output = TurnOutput(order)
    }

    @inline(__always)
    mutating func write(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {
        let base = unsafe reader.base
        Encoding.begin(reader.argumentCount, &output)
        for position in 0..<reader.argumentCount {
            let (start, length) = reader.arguments.place(position)
            if position == 0 {
                unsafe Encoding.name(base + start, length, &output)
            } else {
                unsafe Encoding.argument(base + start, length, &output)
            }
        }
        Encoding.end(&output)
    }

    mutating func select(_ database: UInt64) {
        Encoding.begin(2, &output)
        Encoding.word("SELECT", isFirst: true, &output)
        Encoding.argument(Int64(clamping: database), &output)
        Encoding.end(&output)
    }

    mutating func discard() {
        Encoding.begin(1, &output)
        Encoding.word("DISCARD", isFirst: true, &output)
        Encoding.end(&output)
    }
}

/// Commands in pieces.
extension AOFCommandCopier {
    mutating func beginPieces(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) {}

    mutating func beginCommand(_ count: Int) {
        Encoding.begin(count, &output)
    }

    mutating func beginArgument(length: UInt64, at offset: UInt64) {
        Encoding.beginLarge(length, &output)
    }

    mutating func piece(_ base: UnsafeRawPointer, _ size: Int) {
        unsafe Encoding.large(base, size, &output)
    }

    mutating func endArgument() {
        Encoding.endLarge(&output)
    }

    mutating func endPieces() {
        Encoding.end(&output)
    }
}
