/// What stands in front of a key besides its type: expiry, idle time, access frequency.
///
/// One byte says what is there, so that forgetting all of it costs one store for each key.
public struct KeyMetadata: Equatable, Sendable {
    private struct Parts: OptionSet {
        let rawValue: UInt8
        static let expiry = Parts(rawValue: 1)
        static let idle = Parts(rawValue: 2)
        static let frequency = Parts(rawValue: 4)
        static let classes = Parts(rawValue: 8)
    }

    private var parts: Parts = []
    private var expiry: Int64 = 0
    private var idle: UInt64 = 0
    private var counter: UInt8 = 0
    private var classes: UInt64 = 0

    /// Nothing is said.
    public init() {}

    /// When the key expires, Unix time in milliseconds.
    public internal(set) var expiresMs: Int64? {
        @inline(__always) get { parts.contains(.expiry) ? expiry : nil }
        set {
            expiry = newValue ?? 0
            note(.expiry, newValue != nil)
        }
    }

    /// Seconds since the key was used, under an LRU policy.
    public internal(set) var idleSeconds: UInt64? {
        get { parts.contains(.idle) ? idle : nil }
        set {
            idle = newValue ?? 0
            note(.idle, newValue != nil)
        }
    }

    /// Logarithmic access counter, under an LFU policy.
    public internal(set) var frequency: UInt8? {
        get { parts.contains(.frequency) ? counter : nil }
        set {
            counter = newValue ?? 0
            note(.frequency, newValue != nil)
        }
    }

    /// Classes of module metadata attached to the key (Redis 8.6).
    public internal(set) var metadataClasses: UInt64? {
        get { parts.contains(.classes) ? classes : nil }
        set {
            classes = newValue ?? 0
            note(.classes, newValue != nil)
        }
    }

    /// Whether nothing was said.
    var isEmpty: Bool {
        @inline(__always) get { parts.isEmpty }
    }

    /// Forgets everything.
    @inline(__always)
    mutating func clear() { parts = [] }

    private mutating func note(_ part: Parts, _ isThere: Bool) {
        if isThere { parts.insert(part) } else { parts.remove(part) }
    }

    public static func == (left: KeyMetadata, right: KeyMetadata) -> Bool {
        left.expiresMs == right.expiresMs && left.idleSeconds == right.idleSeconds
            && left.frequency == right.frequency && left.metadataClasses == right.metadataClasses
    }
}
