import RDBKit
import ToolSupport

/// Differing keys, counted by database, type and prefix.
struct DiffSummary {
    /// What is counted together.
    struct Group: Hashable {
        var database: UInt64
        var type: String
        /// The key up to its first colon; nil for a key without one, and where there were too many.
        var prefix: [UInt8]?
    }

    struct Counts {
        var added: UInt64 = 0
        var removed: UInt64 = 0
        var changed: UInt64 = 0
    }

    /// More prefixes than this are counted without them.
    private static let mostGroups = 10_000
    private static let longestPrefix = 64

    private(set) var groups: [Group: Counts] = [:]

    mutating func add(_ difference: KeyDifference) {
        guard let key = difference.key else { return }
        var group = Group(database: key.database, type: key.type.name, prefix: Self.prefix(of: key.name))
        if groups[group] == nil && groups.count >= Self.mostGroups { group.prefix = nil }
        switch difference.kind {
        case .added: groups[group, default: Counts()].added += 1
        case .removed: groups[group, default: Counts()].removed += 1
        case .changed: groups[group, default: Counts()].changed += 1
        }
    }

    private static func prefix(of name: [UInt8]) -> [UInt8]? {
        guard let colon = name.prefix(longestPrefix).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        return Array(name[...colon])
    }

    /// The groups in the order of database, type and prefix.
    var sorted: [(Group, Counts)] {
        groups.sorted {
            ($0.key.database, $0.key.type) == ($1.key.database, $1.key.type)
                ? ($0.key.prefix ?? []).lexicographicallyPrecedes($1.key.prefix ?? [])
                : ($0.key.database, $0.key.type) < ($1.key.database, $1.key.type)
        }.map { ($0.key, $0.value) }
    }

    /// A line for each group.
    var lines: [String] {
        sorted.map { group, counts in
            let prefix = group.prefix.map { " " + Terminal.quoted($0) } ?? ""
            return "db\(group.database) \(group.type)\(prefix): -\(counts.removed) +\(counts.added) ~\(counts.changed)"
        }
    }
}

/// The counts of a comparison as a JSON object.
struct DiffSummaryJSON: Encodable {
    struct Group: Encodable {
        let db: UInt64
        let type: String
        let prefix: String?
        let added: UInt64
        let removed: UInt64
        let changed: UInt64
    }

    let same: Nullable<Bool>
    let complete: Bool
    let added: UInt64
    let removed: UInt64
    let changed: UInt64
    let unknown: UInt64
    let functions_added: Int
    let functions_removed: Int
    let functions_changed: Int
    let groups: [Group]

    init(_ report: DiffReport, _ summary: DiffSummary) {
        same = Nullable(value: report.answer)
        complete = report.isComplete
        added = report.added
        removed = report.removed
        changed = report.changed
        unknown = report.unknown
        functions_added = report.libraries(.added)
        functions_removed = report.libraries(.removed)
        functions_changed = report.libraries(.changed)
        groups = summary.sorted.map { group, counts in
            Group(
                db: group.database, type: group.type, prefix: group.prefix.map(JSONLine.string),
                added: counts.added, removed: counts.removed, changed: counts.changed)
        }
    }
}
