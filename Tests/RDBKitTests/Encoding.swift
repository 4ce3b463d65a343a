import Testing

@testable import RDBKit

/// Encodes files and values anew.
enum Encoding {
    /// The file that `target` would write of the same records, and what became of each.
    static func file(
        _ bytes: [UInt8], _ options: RDBEncodingOptions, unsupported: UnsupportedTreatment = .degrade, step: Int = .max
    ) throws -> (bytes: [UInt8], outcomes: [RDBWriter.Outcome]) {
        var reader = try RDBReader(MemorySource(bytes, step: step))
        let sink = MemorySink()
        var writer = try RDBWriter(sink, options, reading: reader.header, unsupported: unsupported)
        var outcomes: [RDBWriter.Outcome] = []
        while let outcome = try writer.copyNext(&reader) { outcomes.append(outcome) }
        try writer.finish()
        return (sink.bytes, outcomes)
    }

    /// The first difference, for messages.
    static func difference(_ left: [UInt8], _ right: [UInt8]) -> String? {
        guard left != right else { return nil }
        let index = zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let place = index ?? min(left.count, right.count)
        func around(_ bytes: [UInt8]) -> String {
            bytes[max(0, place - 8)..<min(bytes.count, place + 16)].map { hex($0) }.joined(separator: " ")
        }
        return "\(left.count) and \(right.count) bytes, at \(place): \(around(left)) | \(around(right))"
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
