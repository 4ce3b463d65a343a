import RDBKit
import ToolSupport

/// A key that differs as a JSON object, described in `docs/diff.md`.
struct DifferenceJSON: Encodable {
    struct Side: Encodable {
        let type: String
        let expires_ms: Int64?
        let offset: UInt64

        init(_ key: DiffKey) {
            type = key.type.name
            expires_ms = key.expiresMs
            offset = key.offset
        }
    }

    struct Change: Encodable {
        let op: String
        let part: String
        let group: String?
        let name: String?
        let before: String?
        let after: String?

        init(_ change: DiffChange) {
            op = change.kind.rawValue
            part = change.part.rawValue
            group = change.group.map(JSONLine.string)
            name = change.part.isOfWhole ? nil : JSONLine.string(change.name)
            before = change.before.map(JSONLine.string)
            after = change.after.map(JSONLine.string)
        }
    }

    let op: String
    let db: UInt64
    let key: String
    let from_db: UInt64?
    let from_key: String?
    let before: Side?
    let after: Side?
    let changes: [Change]?

    init(_ difference: KeyDifference) {
        op = difference.kind.rawValue
        db = difference.key?.database ?? 0
        key = JSONLine.string(difference.key?.name ?? [])
        let origin = difference.before?.origin
        from_db = origin?.database == difference.key?.database ? nil : origin?.database
        from_key = origin?.name == difference.key?.name ? nil : origin.map { JSONLine.string($0.name) }
        before = difference.before.map(Side.init)
        after = difference.after.map(Side.init)
        changes = difference.kind == .changed ? difference.changes.map(Change.init) : nil
    }
}
