@testable import RDBKit

/// Reads JSON in memory.
enum JSONReading {
    /// All objects as events, and the error that ends them; the same however the input is split.
    static func events(_ text: String, memory: Int = 1 << 20) -> [String] { events(Array(text.utf8), memory: memory) }

    static func events(_ bytes: [UInt8], step: Int = .max, memory: Int = 1 << 20) -> [String] {
        var log = EventLog()
        do throws(RDBError) {
            var reader = try JSONKeyReader(MemorySource(bytes, step: step), memory: memory)
            do throws(RDBError) {
                while let record = try reader.next() {
                    log.note(record == .key ? "key of type \(reader.type?.name ?? "?")" : "\(record)")
                    try reader.decodeValue(into: &log)
                    if record == .key { log.note(head(of: reader)) }
                }
            } catch {
                log.note("line \(reader.line) @\(error.offset): \(error.message)")
            }
        } catch {
            log.note("\(error)")
        }
        return log.events
    }

    private static func head(of reader: borrowing JSONKeyReader) -> String {
        var text = "db\(reader.database) \(EventLog.text(reader.keyBytes))"
        if let expiry = reader.metadata.expiresMs { text += " expires \(expiry)" }
        if let idle = reader.metadata.idleSeconds { text += " idle \(idle)" }
        if let frequency = reader.metadata.frequency { text += " freq \(frequency)" }
        if let bytes = reader.valueBytes { text += " bytes \(bytes)" }
        return text
    }

    /// The events of one value, and behind them the error.
    static func value(_ type: String, _ value: String) -> [String] {
        let events = events(#"{"db":0,"key":"k","type":"\#(type)","\#(type)":\#(value)}"#)
        return events.filter { $0 != "key of type \(type)" && $0 != #"db0 "k""# && $0 != "begin ?" }
    }

    /// What ends the reading of one value, without its place.
    static func failure(_ type: String, _ value: String) -> String {
        let last = Self.value(type, value).last ?? ""
        return last.split(separator: ": ", maxSplits: 2).dropFirst(2).joined()
    }
}
