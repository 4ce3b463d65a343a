/// The fields of a hash that is small enough to become a listpack.
///
/// Servers append them unseen, and look for those that occur twice only when a long string makes them convert the
/// listpack to a table.
struct SmallHashFields {
    /// Whether the value is such a hash.
    var isUsed = false
    private var seen: Set<[UInt8]> = []
    private var field: [UInt8] = []
    private var hasDuplicates = false
    private var isTable = false
    /// The next pair makes it a table.
    private var hasLongString = false

    /// Adds a field or a value; answers what a field that occurs twice does, once it does something.
    mutating func add(_ value: borrowing RDBScalar, _ role: RDBRole) -> LoadRule.Situation? {
        var collector = StringCollector(room: 1 << 20)
        collector.scalar(value, role)
        let bytes = collector.strings.first ?? []
        if bytes.count > PackedLimit.hashValue { hasLongString = true }
        guard role == .hashField else { return addPair() }
        field = bytes
        return nil
    }

    /// A string that is too long to be compared.
    mutating func addLarge(_ role: RDBRole) -> LoadRule.Situation? {
        hasLongString = true
        guard role == .hashField else { return addPair() }
        field = []
        return nil
    }

    private mutating func addPair() -> LoadRule.Situation? {
        if hasLongString && !isTable {
            isTable = true
            if hasDuplicates { return [.smallHash, .converted] }
        }
        guard !seen.insert(field).inserted else { return nil }
        hasDuplicates = true
        return isTable ? [] : nil
    }
}
