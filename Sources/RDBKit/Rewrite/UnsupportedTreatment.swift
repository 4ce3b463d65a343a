/// What becomes of a key, or of a record beside the keys, that a target cannot hold as it is.
public enum UnsupportedTreatment: String, CaseIterable, Sendable {
    /// All of it is reported, and there is no output.
    case fail
    /// It is left out.
    case drop
    /// It loses what the target cannot hold; where nothing would be left, it is left out.
    case degrade
}
