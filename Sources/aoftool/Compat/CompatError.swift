import RDBKit

/// The line that says what is wrong.
struct CompatError {
    private let checked: AOFPartReport
    private let name: String
    private let lastWord: UInt64

    /// - Parameter lastWord: Where the last word of the file begins: that is where the original stands at the end.
    init(_ checked: AOFPartReport, _ name: String, lastWord: UInt64) {
        self.checked = checked
        self.name = name
        self.lastWord = lastWord
    }

    /// The line; nil where nothing is wrong.
    var line: String? {
        guard let damage = checked.damages.first else {
            guard checked.openMulti != nil else { return nil }
            return Self.at(lastWord, "Reached EOF before reading EXEC for MULTI")
        }
        let error = damage.error
        if error.offset == damage.start && (error.code == .aofFormat || error.code == .nulPadding) {
            return "AOF \(name) format error"
        }
        return Self.at(error.offset, Self.text(error))
    }

    private static func text(_ error: RDBError) -> String {
        switch error.code {
        case .truncated: "Expected to read \(error.expected ?? 0) bytes, got \(error.found ?? 0) bytes"
        case .aofFormat:
            "Expected prefix '$', got: '" + String(UnicodeScalar(UInt8(truncatingIfNeeded: error.found ?? 0))) + "'"
        case .aofLength:
            "Expected to read string of \(error.foundText ?? "") bytes, which is not in the suitable range"
        case .aofLineEnd, .aofNumber: "Expected \\r\\n"
        default: error.message
        }
    }

    private static func at(_ offset: UInt64, _ text: String) -> String {
        let digits = String(offset, radix: 16)
        return "0x" + String(repeating: " ", count: max(0, 16 - digits.count)) + digits + ": " + text
    }
}
