/// How files are listed.
public struct RDBDumpOptions: Sendable {
    /// Below each key stands its value.
    public var showsValues = false
    /// The names of the columns come first.
    public var showsHeading = false
    /// Which keys are listed.
    public var filter = KeyFilter()
    /// List this many keys at most.
    public var limit: UInt64?
    /// Threads that decode.
    public var threads = 1
    /// Bytes that a packed node may take.
    public var memory = 512 << 20
    /// The present, Unix milliseconds.
    public var nowMs: Int64

    /// Lists all keys without their values.
    public init(nowMs: Int64) {
        self.nowMs = nowMs
    }
}
