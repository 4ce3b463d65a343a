#if canImport(Glibc)
    internal import Glibc
#endif

/// What is known about the terminal, and text that is safe to show on it.
public enum Terminal {
    /// When to use colour.
    public enum Color: String, CaseIterable, Sendable {
        case auto, always, never
    }

    /// Whether standard output takes colour.
    public static func usesColor(_ choice: Color) -> Bool {
        switch choice {
        case .always: return true
        case .never: return false
        case .auto:
            let environment = Environment.self
            return isTerminal(STDOUT_FILENO) && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
        }
    }

    /// Whether standard error is a terminal.
    public static var showsErrors: Bool { isTerminal(STDERR_FILENO) }

    private static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Bytes as text in quotes, with everything escaped that a terminal might act on.
    public static func quoted(_ bytes: some Collection<UInt8>) -> String {
        var text = "\""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar == "\u{FFFD}" { return "\"" + escapedBytes(bytes) + "\"" }
            text += escaped(scalar)
        }
        return text + "\""
    }

    /// Text with everything escaped that a terminal might act on.
    public static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? String($0) : escaped($0) }.joined()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
            scalar.utf8.map(hex).joined()
        default: String(scalar)
        }
    }

    /// Bytes that are no UTF-8, each as itself or as `\xNN`.
    private static func escapedBytes(_ bytes: some Collection<UInt8>) -> String {
        bytes.map { $0 < 0x80 ? escaped(Unicode.Scalar($0)) : hex($0) }.joined()
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return "\\x" + (byte < 16 ? "0" : "") + digits
    }
}

/// The process' environment.
public enum Environment {
    /// The value of a variable.
    public static subscript(name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
