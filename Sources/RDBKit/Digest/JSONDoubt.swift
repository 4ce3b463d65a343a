/// What JSON of `convert` does not say of a value, though published digests depend on it.
public enum JSONDoubt: String, CaseIterable, Sendable {
    case doubles = "which elements of arrays are doubles"
    case nan = "which NaN numbers of modules are"
    case refusals = "which entries groups of streams have refused"
}
