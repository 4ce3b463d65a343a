/// Which keys are wanted, and as what.
public struct RDBGetOptions: Sendable {
    /// What is made.
    public var format = RDBGetFormat.text
    /// Which keys: ``KeyFilter/names``, or patterns.
    public var filter = KeyFilter()
    /// Threads that read.
    public var threads = 1
    /// Bytes that a packed node or a group's pending entries may take.
    public var memory = 512 << 20
    /// The present, Unix milliseconds.
    public var nowMs: Int64

    /// Wants every key.
    public init(nowMs: Int64) {
        self.nowMs = nowMs
    }
}
