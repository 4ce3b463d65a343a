/// What a rewritten file is to be.
public struct RDBRewriteOptions: Sendable {
    /// What can be left out beside keys that a filter does not want.
    public struct Parts: OptionSet, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// AUX fields, scripts of servers before 7.0 among them.
        public static let aux = Parts(rawValue: 1)
        /// Function libraries.
        public static let functions = Parts(rawValue: 2)
        /// Keys whose values belong to modules, AUX data of modules, and what modules attach to other keys.
        public static let modules = Parts(rawValue: 4)
        /// Idle times of keys.
        public static let idle = Parts(rawValue: 8)
        /// Access frequencies of keys.
        public static let frequency = Parts(rawValue: 16)
    }

    /// Threads that decode.
    public var threads = 1
    /// Bytes that a packed node, or what is remembered to find collisions, may take.
    public var memory = 512 << 20
    /// Which keys are written; it sees their names and expiries as they are in the input.
    public var filter = KeyFilter()
    /// Write this many keys at most.
    public var limit: UInt64?
    /// What is left out.
    public var stripped: Parts = []
    /// Whether a checksum is written; without one it is 0, which servers take for none.
    public var hasChecksum = true
    /// What becomes of expiries.
    public var expiries = ExpiryChange()
    /// Under which names keys are written, and into which databases.
    public var mapping = KeyMapping()
    /// The server that is to load the output; nil for a file of the input's own version.
    public var target: ServerTarget?
    /// Whether values are encoded anew that could be copied.
    public var reencodes = false
    /// Whether strings may be compressed; without it all values are encoded anew.
    public var compresses = true
    /// What becomes of what the target cannot hold.
    public var unsupported = UnsupportedTreatment.fail
    /// Whether the report says what the output must hold (``RDBRewriteReport/contents``).
    public var gathersContents = false
    /// Go on behind damage whose end is known, and end the output well in any case.
    public var continuesBehindDamage = false
    /// Findings of each code to keep; all are counted.
    public var maximumFindings = 1000

    /// The defaults: a copy.
    public init() {}
}

extension RDBRewriteOptions {
    /// Whether every key of the input is in the output, so that the counts in front of the keys stay true.
    var keepsAllKeys: Bool {
        filter.isEmpty && limit == nil && !expiries.dropsExpired && !stripped.contains(.modules)
            && !continuesBehindDamage
    }

    /// Whether a server that loads the output has other data than its replicas believe.
    var changesData: Bool {
        !keepsAllKeys || !mapping.isEmpty || expiries != ExpiryChange()
            || stripped.contains(.functions)
    }

    /// Whether all values are encoded anew.
    var reencodesAll: Bool { reencodes || !compresses }

    /// Workers; keys can be counted in the order of the file only by one.
    var workers: Int { limit == nil ? max(1, threads) : 1 }

    /// Largest packed node that is expanded in memory.
    var nodeLimit: UInt64 { UInt64(max(memory, 16 << 20)) }
}
