internal import RDBKit

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
    public static func quoted(_ bytes: some Collection<UInt8>) -> String { PrintableText.quoted(bytes) }

    /// Text with everything escaped that a terminal might act on.
    public static func escaped(_ text: String) -> String { PrintableText.escaped(text) }
}

/// The process' environment.
public enum Environment {
    /// The value of a variable.
    public static subscript(name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
