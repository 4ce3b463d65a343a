/// The hash templates of a file (`RDB_OPCODE_HASH_TEMPLATE`): field names that many hashes share.
public struct RDBTemplates: Sendable {
    /// Most bytes of names that are kept; a file with more is refused rather than held in memory.
    static let largestTotal = 16 << 20
    /// Most templates that are kept.
    static let mostTemplates = 8192

    private var names: [UInt64: [[UInt8]]] = [:]
    private(set) var total = 0

    /// The field names of a template, in the order of its values.
    func fields(of template: UInt64) -> [[UInt8]]? { names[template] }

    /// Adds a template; false when all of them together would need too much memory.
    mutating func add(_ fields: [[UInt8]], as template: UInt64) -> Bool {
        total += fields.reduce(64) { $0 + $1.count + 32 }
        guard total <= Self.largestTotal, names.count < Self.mostTemplates else { return false }
        names[template] = fields
        return true
    }
}
