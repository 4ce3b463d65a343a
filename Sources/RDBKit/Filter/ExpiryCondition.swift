/// A condition on when a key expires.
public enum ExpiryCondition: Equatable, Sendable {
    /// It has no expiry.
    case absent
    /// It expires at one of these times, Unix milliseconds.
    case within(ClosedRange<Int64>)

    /// The expiry has passed at `nowMs` (Unix milliseconds): a server that loads the file then drops the key.
    public static func expired(nowMs: Int64) -> ExpiryCondition {
        .within(.min...sum(nowMs, -1))
    }

    /// There is an expiry, and it has not passed at `nowMs`.
    public static func live(nowMs: Int64) -> ExpiryCondition {
        .within(nowMs ... .max)
    }

    /// So many whole seconds are left at `nowMs`: 0 for less than one, negative numbers where the expiry has passed.
    public static func left(_ seconds: ClosedRange<Int64>, nowMs: Int64) -> ExpiryCondition {
        let earliest = sum(nowMs, milliseconds(seconds.lowerBound))
        let latest = sum(sum(nowMs, milliseconds(seconds.upperBound)), 999)
        return .within(earliest...latest)
    }

    /// Whether it holds for a key with this metadata.
    @inline(__always)
    func holds(for metadata: KeyMetadata) -> Bool {
        switch self {
        case .absent: metadata.expiresMs == nil
        case .within(let times): metadata.expiresMs.map(times.contains) ?? false
        }
    }

    private static func milliseconds(_ seconds: Int64) -> Int64 {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? (seconds < 0 ? .min : .max) : product
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right < 0 ? .min : .max) : sum
    }
}
