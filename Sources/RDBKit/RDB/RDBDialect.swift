/// Whose numbers a file uses: object types 22 and 23 and opcodes 242 and 243 mean different things.
///
/// The magic decides, not the AUX field `valkey-ver`: Valkey writes old replicas `REDIS0011`.
public enum RDBDialect: String, Sendable {
    /// `REDIS` and four digits.
    case redis = "REDIS"
    /// `VALKEY` and three digits, since Valkey 9.0.
    case valkey = "VALKEY"
}
