@testable import RDBKit

/// Records every event as text, so that values can be compared.
///
/// Strings that arrive in pieces are put together: whether they do is no property of the value.
struct EventLog: RDBValueVisitor {
    private(set) var events: [String] = []
    /// Strings that arrived in pieces.
    private(set) var largeStrings = 0
    private var large: [UInt8] = []
    private var largeLength: UInt64 = 0

    mutating func note(_ event: String) { events.append(event) }

    mutating func beginCollection(count: UInt64?) { note("begin \(count.map(String.init) ?? "?")") }

    mutating func node(_ node: RDBNode) {
        note("node \(node.kind.rawValue) @\(node.offset) \(node.byteCount)\(node.isCompressed ? " lzf" : "")")
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch value {
        case .integer(let integer): note("\(role) \(integer)")
        case .bytes(let bytes): note("\(role) \(Self.text(unsafe bytes.withUnsafeBytes { unsafe Array($0) }))")
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        large = []
        largeLength = length
        largeStrings += 1
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe large.append(contentsOf: $0) }
    }

    mutating func endLarge(_ role: RDBRole) {
        note("\(role) \(Self.text(large))")
        if UInt64(large.count) != largeLength { note("of \(largeLength) bytes") }
    }

    mutating func score(_ score: Double) { note("score \(score)") }
    mutating func fieldExpiry(_ milliseconds: Int64?) {
        note("fieldExpiry \(milliseconds.map(String.init) ?? "never")")
    }
    mutating func arrayIndex(_ index: UInt64) { note("index \(index)") }
    mutating func arrayDouble(_ value: Double) { note("double \(value)") }
    mutating func module(_ id: ModuleID) { note("module \(id.name) \(id.encodingVersion)") }
    mutating func moduleItem(_ item: ModuleItem) { note("\(item)") }
    mutating func damage(_ error: RDBError) { note("damage \(error.text)") }

    /// Text in quotes; long strings as their length and checksum.
    static func text(_ bytes: [UInt8]) -> String {
        if bytes.count > 80 { return "\(bytes.count) bytes \(String(Bytes.crc(bytes), radix: 16))" }
        let isText = bytes.allSatisfy { (0x20...0x7E).contains($0) }
        return isText ? "\"\(String(decoding: bytes, as: UTF8.self))\"" : "\(bytes)"
    }
}

extension EventLog {
    mutating func streamNode(_ master: StreamID) { note("streamNode \(master.text)") }
    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        note("entry \(id.text)\(isDeleted ? " deleted" : "")")
    }
    mutating func streamMetadata(_ metadata: StreamMetadata) {
        var text = "length \(metadata.length) last \(metadata.lastID.text)"
        if let first = metadata.firstID { text += " first \(first.text)" }
        if let deleted = metadata.maxDeletedID { text += " deleted \(deleted.text)" }
        if let added = metadata.entriesAdded { text += " added \(added)" }
        note(text)
    }
    mutating func streamGroup(_ group: StreamGroup) {
        note(
            "group last \(group.lastID.text) read \(group.entriesRead.map(String.init) ?? "?") pel \(group.pendingCount)"
        )
    }
    mutating func streamPending(_ pending: StreamPending) {
        note("pending \(pending.id.text) at \(pending.deliveredMs) times \(pending.deliveries)")
    }
    mutating func streamConsumer(_ consumer: StreamConsumer) {
        note("consumer seen \(consumer.seenMs) active \(consumer.activeMs.map(String.init) ?? "?")")
    }
    mutating func streamConsumerPending(_ id: StreamID) { note("owned \(id.text)") }
    mutating func streamNack(_ id: StreamID) { note("refused \(id.text)") }
    mutating func endStreamGroup() { note("end group") }
    mutating func streamIdempotence(_ idempotence: StreamIdempotence) {
        note("idempotence \(idempotence.durationSeconds) \(idempotence.maximumEntries) \(idempotence.producerCount)")
    }
}

extension StreamID {
    var text: String { "\(milliseconds)-\(sequence)" }
}

extension RDBError {
    /// All that the error says, on one line.
    var text: String {
        var text = "\(code.rawValue) @\(offset)+\(length)"
        if let inner { text += " inner \(inner)" }
        if let expected { text += " expected \(expected)" }
        if let found { text += " found \(found)" }
        return text
    }
}

extension RDBFinding {
    /// All that the finding says, on one line.
    var text: String {
        var text = "\(severity.rawValue) \(error.text)"
        if let database { text += " db \(database)" }
        if let key { text += " key \(EventLog.text(key))" }
        if let objectType { text += " \(objectType.description)" }
        if let detail { text += " (\(detail))" }
        return text
    }
}
