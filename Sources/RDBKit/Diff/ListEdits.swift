/// The edits that make one list of another.
enum ListEdits {
    /// Beyond this many comparisons in the worst case a shortest edit is not searched.
    private static let mostComparisons = 4_000_000

    /// Removed and added items with their index, those in front first; removals count in the old list, additions in
    /// the new one.
    static func changes(from before: [[UInt8]], to after: [[UInt8]]) -> [DiffChange] {
        let front = zip(before, after).prefix { $0 == $1 }.count
        let back = zip(before[front...].reversed(), after[front...].reversed()).prefix { $0 == $1 }.count
        let old = Array(before[front..<(before.count - back)])
        let new = Array(after[front..<(after.count - back)])
        let edits = old.count * new.count <= mostComparisons ? shortest(old, new) : whole(old, new)
        return edits.map { edit in
            switch edit {
            case .remove(let index, let item, _): removal(front + index, item)
            case .insert(let index, let item, _): addition(front + index, item)
            }
        }
    }

    private typealias Edit = CollectionDifference<[UInt8]>.Change

    private static func shortest(_ before: [[UInt8]], _ after: [[UInt8]]) -> [Edit] {
        Array(after.difference(from: before))
    }

    private static func whole(_ before: [[UInt8]], _ after: [[UInt8]]) -> [Edit] {
        before.enumerated().map { .remove(offset: $0, element: $1, associatedWith: nil) }
            + after.enumerated().map { .insert(offset: $0, element: $1, associatedWith: nil) }
    }

    private static func removal(_ index: Int, _ item: [UInt8]) -> DiffChange {
        DiffChange(.removed, .item, Array("\(index)".utf8), before: item)
    }

    private static func addition(_ index: Int, _ item: [UInt8]) -> DiffChange {
        DiffChange(.added, .item, Array("\(index)".utf8), after: item)
    }
}
