/// What a mend may do.
public struct AOFMendOptions: Sendable {
    /// Take damage out that has records behind it.
    public var splices = false
    /// The databases that are selected behind gaps, where the log does not say: one for each of them in order, or one for
    /// all if they do not lie in different databases.
    public var assumedDatabases: [UInt64] = []
    /// Keep FLUSHALL, FLUSHDB, DEL, UNLINK and SWAPDB that were found by looking for records behind damage.
    public var keepsDeletions = false
    /// Keep what an unfinished transaction did, by taking only its MULTI out.
    public var keepsOpenMulti = false

    /// All that options can allow, to see what it would cost.
    public static var everything: AOFMendOptions {
        var options = AOFMendOptions()
        options.splices = true
        options.assumedDatabases = [0]
        options.keepsDeletions = true
        return options
    }

    /// The sure mends only.
    public init() {}
}
