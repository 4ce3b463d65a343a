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
}
