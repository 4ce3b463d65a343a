import ArgumentParser

/// What `--ignore` leaves out.
enum DiffIgnore: String, CaseIterable {
    case ttl, idle, freq, functions, groups

    /// Reads a comma list.
    static func list(_ text: String) throws -> [DiffIgnore] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
            guard let part = DiffIgnore(rawValue: String(word)) else {
                let names = allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("'\(word)' cannot be ignored. What can is \(names).")
            }
            return part
        }
    }
}
