/// A function library that is not the same in both sources.
public struct LibraryDifference: Equatable, Sendable {
    /// What happened to it.
    public let kind: DiffChange.Kind
    /// Its name; nil where its code does not say it, or cannot be read again.
    public let name: String?

    /// What differs, by the names of the libraries that only one of two sources has as they are: in the order of the
    /// first, then of the second.
    static func between(_ before: [String?], _ after: [String?]) -> [LibraryDifference] {
        let old = Set(before.compactMap(\.self))
        let new = Set(after.compactMap(\.self))
        return before.map { LibraryDifference(kind: $0.map(new.contains) == true ? .changed : .removed, name: $0) }
            + after.filter { $0.map(old.contains) != true }.map { LibraryDifference(kind: .added, name: $0) }
    }
}
