#if canImport(Glibc)
    internal import Glibc
#endif

/// Everything that is not the answer goes here.
public struct StandardError: TextOutputStream {
    /// The stream.
    public init() {}

    public mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { unsafe _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Prints one line.
    public static func line(_ text: String) {
        var stream = StandardError()
        print(text, to: &stream)
    }
}
