/// How many of the bytes on keys are not needed any more, as far as a sample of keys tells.
struct AOFSupersededEstimate {
    /// A key of the sample: the hash of its name, bytes of its commands, those that a rewrite would write, and the
    /// variance of these.
    struct Key {
        var name: UInt64
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
        let lack = Self.lack(of: names, sample)
        let limit = max(Self.largeFactor * total / Double(keys.count), 2 * lack)
        let missed = names.heavier(than: UInt64(limit - lack)).reduce(0.0) {
            sample.hasKey($1) ? $0 : $0 + Double($1.weight) + lack
        }
        judge(bytes, Stratum(keys.filter { $0.total <= limit }), Stratum(keys.filter { $0.total > limit }), missed)
    }

    /// What a sum of the table lacks: as much as those lack on average whose keys are in the sample. The more a key
    /// has, the longer its sum was there to lose.
    private static func lack(of names: borrowing FrequentNames, _ sample: AOFSuperseded) -> Double {
        var (whole, lacking) = (0.0, 0.0)
        for entry in names.heavier(than: names.error) {
            guard let total = sample.total(of: entry), total >= entry.weight else { continue }
            whole += Double(total)
            lacking += Double(total) * Double(min(total - entry.weight, names.error))
        }
        return whole > 0 ? lacking / whole : Double(names.error)
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
            share = total > 0 ? rest / total : 0.5
            // A name is in the sample with all its databases: its keys tell of each other, not of others.
            let names = Dictionary(grouping: keys, by: \.name).values
            let count = Double(names.count)
            guard count > 1, total > 0 else { return }
            let squares = names.reduce(0) { [share] sum, keys in
                let residual = keys.reduce(0) { $0 + $1.rest - share * $1.total }
                return sum + residual * residual
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
