import RDBKit
import ToolSupport

/// Writes the lines of a byte map.
final class MapOutput {
    private static let partSize = 64 << 10
    private static let shownBytes = 8

    private let sink: any ByteSink
    private let format: ReportFormat
    private var text: [UInt8] = []
    private var failure: OutputError?

    init(_ sink: any ByteSink, format: ReportFormat) {
        self.sink = sink
        self.format = format
    }

    /// Writes a line; false when nothing more can be written.
    func show(_ row: RDBMapRow) -> Bool {
        add(format == .json ? JSONLine.encode(MapRowJSON(row)) : line(row))
        return failure == nil
    }

    /// Writes where a byte lies: all that it is part of, from the outside in.
    func show(_ place: RDBByteMapReport.Place) {
        guard format == .text else { return add(JSONLine.encode(MapPlaceJSON(place))) }
        for (depth, section) in place.sections.enumerated() {
            add(
                Self.columns(offset: Self.hex(section.offset), length: section.length.map { "\($0)" } ?? "?", bytes: "")
                    + Self.indent(depth) + Terminal.escaped(section.name))
        }
        var row = place.row
        row.depth = place.sections.count
        add(line(row))
    }

    /// Writes what is held back.
    func finish() throws(OutputError) {
        write()
        if let failure { throw failure }
    }

    private func line(_ row: RDBMapRow) -> String {
        let offset = row.inner.map { "+\(Self.hex($0, digits: 7))" } ?? Self.hex(row.offset)
        let start =
            switch row.content {
            case .damage: Self.columns(offset: offset, length: "", bytes: "!")
            case .part(let part): Self.columns(offset: offset, length: "\(part.length)", bytes: Self.digits(part))
            }
        return start + Self.indent(row.depth) + Terminal.escaped(row.meaning)
    }

    private func add(_ line: String) {
        text.append(contentsOf: line.utf8)
        text.append(UInt8(ascii: "\n"))
        if text.count >= Self.partSize { write() }
    }

    private func write() {
        guard failure == nil, !text.isEmpty else { return }
        do throws(OutputError) {
            let result = unsafe text.withUnsafeBytes { bytes in
                Result { () throws(OutputError) in unsafe try sink.write(bytes) }
            }
            try result.get()
        } catch {
            failure = error
        }
        text.removeAll(keepingCapacity: true)
    }

    private static func columns(offset: String, length: String, bytes: String) -> String {
        offset + String(repeating: " ", count: max(1, 10 - length.utf8.count)) + length + "  "
            + bytes + String(repeating: " ", count: max(0, 2 * shownBytes + 2 - bytes.utf8.count)) + "  "
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

    private static func digits(_ part: RDBPart) -> String {
        part.bytes.prefix(shownBytes).map { hex(UInt64($0), digits: 2) }.joined()
            + (part.length > UInt64(shownBytes) ? ".." : "")
    }

    private static func hex(_ number: UInt64, digits: Int = 8) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
