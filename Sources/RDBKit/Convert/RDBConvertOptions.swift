/// How files are converted.
public struct RDBConvertOptions: Sendable {
    /// What else an object or a row says of its key.
    public struct Extras: OptionSet, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The name of the input.
        public static let file = Extras(rawValue: 1)
        /// Where the record starts in the file.
        public static let offset = Extras(rawValue: 2)
        /// Bytes of the serialized value.
        public static let bytes = Extras(rawValue: 4)
    }

    /// What is made.
    public var format = RDBConvertFormat.ndjson
    /// Threads that decode.
    public var threads = 1
    /// Bytes that a packed node or a group's pending entries may take.
    public var memory = 512 << 20
    /// Which keys are converted.
    public var filter = KeyFilter()
    /// Convert this many keys at most.
    public var limit: UInt64?
    /// Objects say this of their keys too (JSON).
    public var extras: Extras = []
    /// Header, AUX fields, functions and module AUX become objects too (JSON).
    public var includesMeta = false
    /// Cells that a spreadsheet would take for a formula begin with an apostrophe (CSV).
    public var isSpreadsheetSafe = false
    /// Keys end with a zero byte instead of a newline (keys).
    public var usesZeroBytes = false
    /// Whatever a terminal might act on is escaped in the names of keys (keys).
    public var escapesNames = false
    /// The server that must know all commands; nil for one as new as the file.
    public var target: ServerTarget?
    /// Values are restored from payloads instead of built by commands.
    public var usesRestore = false
    /// Keys that exist in the target are replaced.
    public var replaces = false
    /// Go on behind damage whose end is known.
    public var continuesBehindDamage = false
    /// Findings of each code to keep; all are counted.
    public var maximumFindings = 1000

    /// The defaults.
    public init() {}
}
