/// Finds where records go on behind damage.
///
/// A place is taken if commands follow one another from there to the end of the file, or many of them. An argument
/// whose length fits is passed over as a whole, so that a value that looks like commands is not taken for some.
struct AOFResync {
    /// So many commands in a row are no accident.
    private static let sureChain = 64
    /// Places that are tried, so that a file made for it cannot hold a check up.
    private static let mostTries = 20_000

    let input: AOFInput
    let table: AOFCommandTable

    /// How a row of commands ends.
    private enum End { case exactly, torn, sure, broken }

    /// The first place behind `start` where records go on; nil where there is none.
    ///
    /// - Parameter isTorn: The record at `start` runs past the end of the file, so a place inside it counts only
    ///   if the records from there on end exactly with the file.
    func place(behind start: UInt64, isTorn: Bool) throws(RDBError) -> UInt64? {
        guard let window = try input.window(from: start) else { return nil }
        var reader = ByteReader(window)
        var tries = 0
        var fallback: UInt64?
        while tries < Self.mostTries, try moveToCandidate(&reader, start: start) {
            tries += 1
            let (end, count) = try chain(from: reader.offset)
            switch end {
            case .exactly where !isTorn || count >= 2: return reader.offset
            case .torn where !isTorn && count >= 1, .sure where !isTorn: return reader.offset
            case .broken where !isTorn && count >= 3: fallback = fallback ?? reader.offset
            default: break
            }
            reader.advance(1)
        }
        return fallback
    }

    /// Moves to the next byte where a command could begin; false at the end.
    private func moveToCandidate(_ reader: inout ByteReader, start: UInt64) throws(RDBError) -> Bool {
        var previous: UInt8 = 0
        while true {
            if reader.available < 64 {
                _ = try reader.extend(to: InputWindow.standardCapacity)
                if reader.available == 0 { return false }
            }
            let byte = unsafe reader.position.load(as: UInt8.self)
            if byte == 0x2A, reader.offset > start, reader.available > 1 {
                let next = unsafe reader.position.load(fromByteOffset: 1, as: UInt8.self)
                if (0x31...0x39).contains(next) { return true }
            }
            if byte == 0x24, previous == 0x0A, try passArgument(&reader) {
                previous = 0x0A
                continue
            }
            previous = byte
            reader.advance(1)
        }
    }

    /// Moves over an argument if its length fits; else stays.
    private func passArgument(_ reader: inout ByteReader) throws(RDBError) -> Bool {
        guard let window = try input.window(from: reader.offset, capacity: 4096) else { return false }
        var argument = ByteReader(window)
        var length: UInt64 = 0
        do throws(RDBError) {
            _ = try argument.readByte()
            var digits = 0
            while true {
                let byte = try argument.readByte()
                if byte == 0x0D { break }
                guard (0x30...0x39).contains(byte), digits < 12 else { return false }
                digits += 1
                length = length * 10 + UInt64(byte - 0x30)
            }
            guard digits > 0, try argument.readByte() == 0x0A else { return false }
            try argument.skip(length)
            guard try argument.readByte() == 0x0D, try argument.readByte() == 0x0A else { return false }
        } catch {
            return false
        }
        try reader.skip(argument.offset - reader.offset)
        return true
    }

    /// Follows commands from `place` on.
    private func chain(from place: UInt64) throws(RDBError) -> (End, Int) {
        guard let window = try input.window(from: place, capacity: 1 << 16) else { return (.broken, 0) }
        var reader = AOFReader(window, wholeLimit: 1 << 20)
        var count = 0
        do throws(RDBError) {
            while let record = try reader.next() {
                guard record == .command else { continue }
                if count == 0 && !isKnown(reader) { return (.broken, 0) }
                count += 1
                if count == Self.sureChain { return (.sure, count) }
            }
            return (count > 0 ? .exactly : .broken, count)
        } catch {
            let endsFile = error.code == .truncated || (error.code == .nulPadding && isEnd(error))
            return (endsFile ? .torn : .broken, count)
        }
    }

    private func isEnd(_ error: RDBError) -> Bool {
        input.size.map { error.offset + error.length >= $0 } ?? false
    }

    private func isKnown(_ reader: borrowing AOFReader) -> Bool {
        let name = reader.argument(0)
        guard let index = table.index(of: name) else { return name.contains(0x2E) && name.count < 40 }
        return table.commands[index].arguments.contains(reader.argumentCount)
    }
}
