/// What a command means for what is left of a key.
extension AOFLiveKey.Step {
    /// The command that stands in `reader`, for the key at `place`; `bytes` is the key's share of it.
    init(
        _ reader: borrowing AOFReader, _ kind: AOFLiveKind, name: UInt64, database: UInt64, place: Int, bytes: UInt64
    ) {
        self.init(name: name, database: database, bytes: bytes, kind: kind)
        frame = min(bytes, Self.lineBytes(UInt64(reader.argumentCount)) + reader.bytes(of: 0) + reader.bytes(of: place))
        payload = bytes - frame
        switch kind {
        case .push: count = UInt64(max(1, reader.argumentCount - 2))
        case .pushEntry: takeEntry(reader)
        case .trimEntries: count = reader.longestStream?.count ?? .max
        case .pop: count = UInt64(max(1, reader.argumentCount > 2 ? reader.number(2) ?? 1 : 1))
        case .append: payload = reader.argumentLength(2)
        case .grow: grow(reader)
        case .trim:
            element = UInt64(bitPattern: Int64(reader.number(2) ?? 0))
            count = UInt64(bitPattern: Int64(reader.number(3) ?? -1))
        default: break
        }
    }

    /// Bytes of a line with a count or length.
    static func lineBytes(_ number: UInt64) -> UInt64 {
        var (digits, rest): (UInt64, UInt64) = (1, number / 10)
        while rest > 0 { (digits, rest) = (digits + 1, rest / 10) }
        return digits + 3
    }

    /// The limit of an entry's stream is not written again.
    private mutating func takeEntry(_ reader: borrowing AOFReader) {
        count = .max
        guard let limit = reader.longestStream else { return }
        count = limit.count
        for place in 2..<limit.end { payload -= min(payload, reader.bytes(of: place)) }
    }

    /// SETBIT and SETRANGE: how long the value is at least.
    private mutating func grow(_ reader: borrowing AOFReader) {
        let offset = UInt64(clamping: reader.number(2) ?? 0)
        // SETBIT counts bits, and has one digit as its last word.
        let isBit = reader.argumentLength(0) == 6
        payload = isBit ? offset / 8 + 1 : offset &+ reader.argumentLength(3)
        payload = min(payload, 1 << 32)
    }
}

extension AOFReader {
    /// Bytes of a word with the line in front of it.
    fileprivate func bytes(of place: Int) -> UInt64 {
        let length = argumentLength(place)
        return AOFLiveKey.Step.lineBytes(length) + length + 2
    }

    /// How many entries XADD or XTRIM leave (MAXLEN), and the place behind that number.
    fileprivate var longestStream: (count: UInt64, end: Int)? {
        for place in 2..<min(4, argumentCount) {
            let word = argument(place)
            if String(decoding: word, as: UTF8.self).lowercased() == "maxlen" {
                let isExplicit = argument(place + 1) == [0x3D] || argument(place + 1) == [0x7E]
                let number = place + (isExplicit ? 2 : 1)
                return self.number(number).map { (UInt64(clamping: $0), number + 1) }
            }
            // An ID: what follows are fields.
            if word.first.map({ $0 < 0x41 }) ?? true { return nil }
        }
        return nil
    }
}
