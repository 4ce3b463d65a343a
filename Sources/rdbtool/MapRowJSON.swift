import RDBKit
import ToolSupport

/// A line of a byte map in JSON.
struct MapRowJSON: Encodable {
    private var offset: UInt64
    private var inner: UInt64?
    private var length: UInt64
    private var bytes: String?
    private var kind: String
    private var role: String?
    private var value: String?
    private var depth: Int
    private var meaning: String
    private var code: String?
    private var expected: String?
    private var found: String?

    init(_ row: RDBMapRow) {
        depth = row.depth
        offset = row.offset
        inner = row.inner
        meaning = row.meaning
        switch row.content {
        case .part(let part):
            length = part.length
            bytes = part.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            kind = part.kind.rawValue
            role = part.role.map { "\($0)" }
            value = part.valueJSON
        case .damage(let error):
            length = error.length
            kind = "damage"
            (code, expected, found) = (error.code.rawValue, error.expectedText, error.foundText)
        }
    }
}

extension RDBPart {
    fileprivate var valueJSON: String? {
        switch value {
        case .none: nil
        case .unsigned(let number): "\(number)"
        case .signed(let number): "\(number)"
        case .double(let number): "\(number)"
        case .id(let id): "\(id.milliseconds)-\(id.sequence)"
        case .bytes(let bytes, _): JSONLine.string(bytes)
        }
    }
}

/// Where a byte lies, in JSON.
struct MapPlaceJSON: Encodable {
    private struct Section: Encodable {
        var kind: String
        var name: String
        var offset: UInt64
        var length: UInt64?
    }

    private var sections: [Section]
    private var part: MapRowJSON

    init(_ place: RDBByteMapReport.Place) {
        sections = place.sections.map {
            Section(kind: $0.kind.rawValue, name: $0.name, offset: $0.offset, length: $0.length)
        }
        part = MapRowJSON(place.row)
    }
}
