/// What of a record a target cannot hold.
public struct RDBUnsupported: Equatable, Hashable, Sendable {
    /// What it is.
    public enum Reason: String, CaseIterable, Sendable {
        /// Fields of the hash expire; without that they stay for ever.
        case fieldExpiry = "field-expiry"
        /// Fields would expire later than the layout can say.
        case fieldExpiryRange = "field-expiry-range"
        /// The expiry of a field stands in front of it, and it is too large to be kept until it is known.
        case fieldSize = "field-size"
        /// The target has no value of this type, or nobody can read it.
        case valueType = "value-type"
        /// The target has no streams with idempotent producers.
        case idempotence = "stream-idempotence"
        /// Entries that a consumer refused are pending for nobody; other servers take that for damage.
        case refusedEntries = "stream-refused-entries"
        /// Entries added, the greatest deleted id, or what a group has read cannot be said.
        case streamCounters = "stream-counters"
        /// When a consumer was active cannot be said.
        case consumerActivity = "stream-consumer-activity"
        /// Module metadata of the key.
        case keyMetadata = "key-metadata"
        /// The target knows no function libraries.
        case functions
        /// No released server loads it.
        case unreleasedFunction = "unreleased-function"
        /// A command that is applied while loading.
        case inlineCommand = "inline-command"
        /// A slot migration that was under way.
        case slotImport = "slot-import"

        /// Whether data are lost, not only what a server counts and estimates for itself.
        public var losesContent: Bool { self != .streamCounters && self != .consumerActivity }

        /// Whether the rest of the record can be written without it.
        public var canDegrade: Bool {
            switch self {
            case .fieldSize, .valueType, .refusedEntries, .functions, .unreleasedFunction, .inlineCommand, .slotImport:
                false
            default: true
            }
        }
    }

    /// What it is.
    public var reason: Reason
    /// How often it occurs in the record.
    public var count: UInt64

    /// `reason` occurs `count` times.
    public init(_ reason: Reason, count: UInt64 = 1) {
        self.reason = reason
        self.count = count
    }

    /// What is lost without it, as the end of a sentence.
    public var message: String {
        switch reason {
        case .fieldExpiry: "\(count.counted("field that expires", "fields that expire")) would stay for ever"
        case .fieldExpiryRange:
            "\(count.counted("field", "fields")) would expire after the year 10889, which is as far as it can be said"
        case .fieldSize: "strings of more than 16 MiB among fields that expire cannot be written: \(count) in all"
        case .valueType: "values of this type cannot be held"
        case .idempotence: "what producers have sent already cannot be held"
        case .refusedEntries: "\(count.counted("refused entry", "refused entries")) of consumer groups cannot be held"
        case .streamCounters: "counters of the stream or its groups cannot be held"
        case .consumerActivity: "when \(count.counted("consumer was", "consumers were")) active cannot be held"
        case .keyMetadata: "module metadata of the key cannot be held"
        case .functions: "function libraries cannot be held"
        case .unreleasedFunction: "no server loads this form of a function"
        case .inlineCommand: "commands between keys cannot be held"
        case .slotImport: "a slot migration cannot be held"
        }
    }
}
