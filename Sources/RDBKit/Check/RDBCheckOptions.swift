/// How a file is checked.
public struct RDBCheckOptions: Sendable {
    /// Threads that decode; all see the same findings.
    public var threads = 1
    /// Bytes that checks which need memory by nature may use together.
    public var memory = 512 << 20
    /// Findings of each code that are reported; all are counted.
    public var maximumFindings = 1000
    /// Check the framing and the checksum only.
    public var isQuick = false
    /// A file without a checksum is an error.
    public var requiresChecksum = false
    /// The server that the file is judged for; needs all values decoded.
    public var server: ServerSettings?
    /// The time that expiries are compared with, Unix milliseconds.
    public var nowMs: Int64 = 0

    /// The defaults: one thread, 512 MiB, 1,000 findings of each code.
    public init() {}
}
