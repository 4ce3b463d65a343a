/// What becomes of expiries.
///
/// Those of hash fields are shifted too, and else left alone: a field that has expired is dropped by the server.
/// First they are shifted, then what has expired is dropped, then what is left loses its expiry if asked for.
public struct ExpiryChange: Equatable, Sendable {
    /// Milliseconds that are added to each expiry, of keys and of hash fields.
    public var shiftMs: Int64 = 0
    /// Keys whose (shifted) expiry is before this time, Unix milliseconds, are left out; nil keeps them.
    public var dropsBeforeMs: Int64?
    /// Keys lose their expiry.
    public var persists = false

    /// Nothing changes.
    public init() {}

    /// Whether keys can be left out.
    var dropsExpired: Bool { dropsBeforeMs != nil }

    /// An expiry, shifted.
    func shifted(_ expiry: Int64) -> Int64 { Self.shift(expiry, by: shiftMs) }

    /// An expiry that comes later by so many milliseconds. It stays behind 1970: servers take 0 and less for none or for
    /// an error.
    static func shift(_ expiry: Int64, by shiftMs: Int64) -> Int64 {
        guard shiftMs != 0 else { return expiry }
        let (sum, overflow) = expiry.addingReportingOverflow(shiftMs)
        if overflow { return shiftMs < 0 ? 1 : .max }
        return max(1, sum)
    }

    /// Whether a key with this expiry is left out.
    func drops(_ expiry: Int64?) -> Bool {
        guard let dropsBeforeMs, let expiry else { return false }
        return shifted(expiry) < dropsBeforeMs
    }

    /// The expiry in the output.
    func result(_ expiry: Int64?) -> Int64? {
        persists ? nil : expiry.map(shifted)
    }
}
