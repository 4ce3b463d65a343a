/// Splits lines as the servers do (`sdssplitargs`): blanks between words, quotes, escapes.
enum ManifestWords {
    /// The words of `line`; nil where a quote is not closed, or closed in the middle of a word.
    static func split(_ line: some Sequence<UInt8>) -> [[UInt8]]? {
        var rest = Array(line)[...]
        var words: [[UInt8]] = []
        while true {
            rest = rest.drop(while: isBlank)
            guard !rest.isEmpty else { return words }
            guard let word = nextWord(&rest) else { return nil }
            words.append(word)
        }
    }

    private static func nextWord(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var word: [UInt8] = []
        while let byte = rest.first, !isBlank(byte) {
            rest.removeFirst()
            switch byte {
            case 0x22, 0x27:
                guard let quoted = readQuoted(&rest, byte), rest.first.map(isBlank) ?? true else { return nil }
                return word + quoted
            default: word.append(byte)
            }
        }
        return word
    }

    /// What stands before the closing quote, which must be there.
    private static func readQuoted(_ rest: inout ArraySlice<UInt8>, _ quote: UInt8) -> [UInt8]? {
        var word: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return word }
            guard byte == 0x5C, let next = rest.first else {
                word.append(byte)
                continue
            }
            if quote == 0x22 {
                rest.removeFirst()
                word.append(unescaped(next, &rest))
            } else if next == quote {
                rest.removeFirst()
                word.append(quote)
            } else {
                word.append(byte)
            }
        }
        return nil
    }

    private static func unescaped(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8 {
        switch byte {
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "x"):
            guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2
            else { return byte }
            rest.removeFirst(2)
            return value
        default: return byte
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// A name as servers write it: bare, or in double quotes with escapes.
    static func quoted(_ name: some Sequence<UInt8>) -> String {
        let bytes = Array(name)
        let isPlain = bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        if isPlain && !bytes.isEmpty { return String(decoding: bytes, as: UTF8.self) }
        return "\"" + bytes.map(escaped).joined() + "\""
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case 0x22, 0x5C: return "\\" + String(UnicodeScalar(byte))
        case 0x0A: return "\\n"
        case 0x0D: return "\\r"
        case 0x09: return "\\t"
        case 0x08: return "\\b"
        case 0x07: return "\\a"
        case 0x20...0x7E: return String(UnicodeScalar(byte))
        default:
            let digits = String(byte, radix: 16)
            return "\\x" + (byte < 16 ? "0" : "") + digits
        }
    }
}
