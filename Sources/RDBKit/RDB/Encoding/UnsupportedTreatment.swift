/// What becomes of a key, or of a record beside the keys, that a target cannot hold as it is.
public enum UnsupportedTreatment: String, CaseIterable, Sendable {
    /// There is no output; all of it is reported.
    case fail
    /// It is left out.
    case drop
    /// It loses what the target cannot hold; where nothing would be left, it is left out.
    case degrade

    /// Whether a record is written that cannot be held in full for `reason`.
    func keeps(_ reason: RDBUnsupported.Reason) -> Bool {
        !reason.losesContent || self == .degrade && reason.canDegrade
    }
}
