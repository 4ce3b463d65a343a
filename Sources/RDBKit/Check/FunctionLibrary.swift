/// What the first line of a function library says: `#!ENGINE name=NAME`.
struct FunctionLibrary {
    let engine: String
    let name: String

    /// nil where the line is not of that form; servers refuse such a library.
    init?(_ source: [UInt8]) {
        let line = String(decoding: source.prefix(1024).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let words = line.split(separator: " ")
        guard let first = words.first, first.hasPrefix("#!"), first.count > 2,
            let name = words.dropFirst().first(where: { $0.hasPrefix("name=") }), name.count > 5
        else { return nil }
        engine = String(first.dropFirst(2))
        self.name = String(name.dropFirst(5)).trimmingQuotes
    }
}

extension String {
    /// The text without the quotes around it.
    fileprivate var trimmingQuotes: String {
        count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}
