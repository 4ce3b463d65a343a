/// Something in a file that a format, or the commands of a target server, cannot say.
public enum RDBConvertLoss: String, CaseIterable, Sendable {
    case functions = "function libraries"
    case unreleasedFunctions = "functions of a release candidate"
    case modules = "module values"
    case moduleAux = "module AUX data"
    case fieldExpiries = "expiries of hash fields"
    case arrays = "arrays"
    case nanScores = "scores that are not a number"
    case pending = "pending entries whose stream entry is gone"
    case refusals = "refused stream entries"
    case producers = "idempotent producers of streams"
    case keyMetadata = "module metadata of keys"
    case idle = "idle times"
    case frequency = "access frequencies"
    case collections = "values that are no strings"
    case unrestorable = "values that RESTORE does not take"

    /// Whether data is lost, not only a hint about its use.
    public var isData: Bool { self != .idle && self != .frequency }

    /// So many of them in words: `1 array`, `2 arrays`.
    package func counted(_ number: UInt64) -> String { number.counted(one, rawValue) }

    /// What is called so if there is one of it only.
    private var one: String {
        switch self {
        case .functions: "function library"
        case .unreleasedFunctions: "function of a release candidate"
        case .modules: "module value"
        case .moduleAux: "record of module AUX data"
        case .fieldExpiries: "expiry of a hash field"
        case .arrays: "array"
        case .nanScores: "score that is not a number"
        case .pending: "pending entry whose stream entry is gone"
        case .refusals: "refused stream entry"
        case .producers: "stream's idempotent producers"
        case .keyMetadata: "key's module metadata"
        case .idle: "idle time"
        case .frequency: "access frequency"
        case .collections: "value that is no string"
        case .unrestorable: "value that RESTORE does not take"
        }
    }
}
