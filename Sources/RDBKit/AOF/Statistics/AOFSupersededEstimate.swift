/// How many of the bytes on keys are not needed any more, as far as a sample of keys tells.
struct AOFSupersededEstimate {
    /// A key of the sample: bytes of its commands, those that a rewrite would write, and the variance of these.
    struct Key {
        var total: Double
        var rest: Double
        var variance: Double
    }

    /// Keys that have so many times the bytes of a mean one are not taken for alike.
    private static let largeFactor = 8.0

    private(set) var superseded: UInt64 = 0
    /// Half of the 95% interval.
    private(set) var error: UInt64

    /// Judges `bytes` by the sample.
    ///
    /// - Parameter names: All keys with more bytes than most, whether they are in the sample or not.
    init(of bytes: UInt64, _ sample: AOFSuperseded, _ names: borrowing FrequentNames) {
        let keys = sample.keys
        let total = keys.reduce(0) { $0 + $1.total }
        error = bytes
        guard total > 0 else { return }
        if sample.isWhole {
            let deviation = keys.reduce(0) { $0 + $1.variance }.squareRoot()
            set(bytes, rest: keys.reduce(0) { $0 + $1.rest }, error: 1.96 * deviation)
            return
        }
        // Sums that may lack more than half of what they say tell nothing.
        let limit = max(Self.largeFactor * total / Double(keys.count), 2 * Double(names.error))
        let missed = names.heavier(than: UInt64(limit)).reduce(0.0) {
            // What a sum lacks lies between nothing and the error.
            sample.hasKey($1) ? $0 : $0 + Double($1.weight) + Double(names.error) / 2
        }
        judge(bytes, Stratum(keys.filter { $0.total <= limit }), Stratum(keys.filter { $0.total > limit }), missed)
    }

    private mutating func set(_ bytes: UInt64, rest: Double, error: Double) {
        superseded = UInt64(max(0, Double(bytes) - rest).rounded())
        self.error = UInt64(min(error, Double(bytes)))
    }

    /// Small keys stand for small ones, and large keys for large ones.
    private mutating func judge(_ bytes: UInt64, _ small: Stratum, _ large: Stratum, _ missed: Double) {
        let missed = min(missed, max(0, Double(bytes) - large.total))
        let others = max(0, Double(bytes) - large.total - missed)
        set(
            bytes, rest: large.rest + small.share * others + large.share * missed,
            error: small.error * others + large.error * missed)
    }

    /// Keys that are taken for alike.
    private struct Stratum {
        var total = 0.0
        var rest = 0.0
        /// The share that is needed, and half of its 95% interval; anything is possible where too few keys tell of it.
        var share = 0.5
        var error = 0.5

        init(_ keys: [Key]) {
            total = keys.reduce(0) { $0 + $1.total }
            rest = keys.reduce(0) { $0 + $1.rest }
            let count = Double(keys.count)
            guard count > 1, total > 0 else { return }
            share = rest / total
            let squares = keys.reduce(0) { [share] in
                $0 + ($1.rest - share * $1.total) * ($1.rest - share * $1.total)
            }
            let deviation = (squares * count / (count - 1)).squareRoot() / total
            error = min(Self.interval(degrees: count - 1) * deviation, max(share, 1 - share))
        }

        /// Half of the 95% interval in deviations: few keys tell little of how much keys differ (Student).
        private static func interval(degrees: Double) -> Double {
            1.96 + 2.4 / degrees + 8.3 / (degrees * degrees * degrees)
        }
    }
}
