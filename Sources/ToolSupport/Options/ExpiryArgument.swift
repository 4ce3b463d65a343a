internal import RDBKit

/// What `--ttl` asks for.
enum ExpiryArgument: Equatable {
    case absent, expired, live
    /// Whole seconds that are left.
    case left(ClosedRange<Int64>)

    /// `none`, `expired`, `live` or a range of time spans; nil for anything else.
    init?(_ text: String) {
        switch text {
        case "none": self = .absent
        case "expired": self = .expired
        case "live": self = .live
        default:
            let range = RangeArgument.parse(text, within: 0 ... .max) { TimeSpan(argument: $0)?.seconds }
            guard let range else { return nil }
            self = .left(range)
        }
    }

    /// The condition, for the present `nowMs`.
    func condition(nowMs: Int64) -> ExpiryCondition {
        switch self {
        case .absent: .absent
        case .expired: .expired(nowMs: nowMs)
        case .live: .live(nowMs: nowMs)
        case .left(let seconds): .left(seconds, nowMs: nowMs)
        }
    }
}
