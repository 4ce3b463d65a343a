/// What the first line of a function library says: `#!ENGINE name=NAME`.
struct FunctionLibrary {
    let engine: String
    let name: String

    /// nil where the line is not of that form; servers refuse such a library.
    ///
    /// As `functionsExtractLibMetaData` of the servers: the line ends with a newline, `name` is given once, nothing
    /// else is, and a name is of letters, digits and underscores.
    init?(_ source: [UInt8]) {
        let bytes = source.prefix(1024)
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let words = String(decoding: bytes[..<end], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0].hasPrefix("#!"), words[0].count > 2, words[1].hasPrefix("name=") else {
            return nil
        }
        engine = String(words[0].dropFirst(2))
        name = String(words[1].dropFirst(5)).trimmingQuotes
        guard Self.isName(name) else { return nil }
    }

    /// Whether servers take this for a name of a library or a function.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

extension String {
    /// The text without the quotes around it.
    fileprivate var trimmingQuotes: String {
        count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}
