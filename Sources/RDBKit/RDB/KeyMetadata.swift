/// What stands in front of a key besides its type: expiry, idle time, access frequency.
public struct KeyMetadata: Equatable, Sendable {
    /// When the key expires, Unix time in milliseconds.
    public internal(set) var expiresMs: Int64?
    /// Seconds since the key was used, under an LRU policy.
    public internal(set) var idleSeconds: UInt64?
    /// Logarithmic access counter, under an LFU policy.
    public internal(set) var frequency: UInt8?
    /// Classes of module metadata attached to the key (Redis 8.6).
    public internal(set) var metadataClasses: UInt64?

    /// Whether nothing was said.
    var isEmpty: Bool {
        @inline(__always) get {
            expiresMs == nil && idleSeconds == nil && frequency == nil && metadataClasses == nil
        }
    }
}
