import RDBKit

/// A function library that differs as a JSON object, described in `docs/diff.md`.
struct LibraryDifferenceJSON: Encodable {
    let op: String
    let function: Nullable<String>

    init(_ library: LibraryDifference) {
        op = library.kind.rawValue
        function = Nullable(value: library.name)
    }
}
