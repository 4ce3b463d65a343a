import Testing

@testable import RDBKit

/// Rewrites files in memory.
enum Rewriting {
    struct Result {
        var output: [UInt8]
        var report: RDBRewriteReport

        /// The codes of all findings, in their order.
        var codes: [RDBError.Code] { report.findings.map(\.error.code) }

        /// All records of the output, one a line.
        var records: [String] { Rewriting.records(output) }
    }

    static func result(
        _ bytes: [UInt8], step: Int = .max, threads: Int = 1, reopens: Bool = true,
        _ change: (inout RDBRewriteOptions) -> Void = { _ in }
    ) -> Result {
        var options = RDBRewriteOptions()
        options.threads = threads
        change(&options)
        let sink = MemorySink()
        let source = MemorySource(bytes, step: step, hidesSize: !reopens)
        let input =
            reopens
            ? RDBInput(source) { () throws(RDBError) -> any ByteSource in MemorySource(bytes, step: step) }
            : RDBInput(source)
        do throws(OutputError) {
            let report = try RDBRewriter(options).rewrite(input, to: sink)
            return Result(output: sink.bytes, report: report)
        } catch {
            Issue.record("\(error)")
            return Result(output: [], report: RDBRewriteReport())
        }
    }

    /// What a change makes of the records of a file; the output must be sound, and the same for all ways to read.
    static func records(
        _ file: [UInt8], sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout RDBRewriteOptions) -> Void
    ) -> [String] {
        let first = result(file, change)
        #expect(first.codes.isEmpty, sourceLocation: sourceLocation)
        for (step, threads, reopens) in [(1, 1, true), (7, 3, false)] {
            let other = result(file, step: step, threads: threads, reopens: reopens, change)
            #expect(other.output == first.output, sourceLocation: sourceLocation)
        }
        let check = RDBChecker().check(RDBInput(MemorySource(first.output)))
        #expect(check.checksumState == .ok && check.worst ?? .note < .error, sourceLocation: sourceLocation)
        #expect(check.findingCounts[.resizeHint] == nil, sourceLocation: sourceLocation)
        return first.records
    }

    /// The records of a sound file: what a rewriting must say of it.
    static func records(_ bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        do throws(RDBError) {
            var reader = try RDBReader(MemorySource(bytes))
            while let record = try reader.next() { lines.append(line(of: record, &reader)) }
        } catch {
            lines.append("\(error.code.rawValue) at \(error.offset)")
        }
        return lines
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func line(of record: RDBRecord, _ reader: inout RDBReader) -> String {
        switch record {
        case .entry:
            let metadata = reader.metadata
            var words = ["\(reader.database) \(text(reader.keyBytes))"]
            if let expiry = metadata.expiresMs { words.append("expires \(expiry)") }
            if let idle = metadata.idleSeconds { words.append("idle \(idle)") }
            if let frequency = metadata.frequency { words.append("freq \(frequency)") }
            if let classes = metadata.metadataClasses { words.append("classes \(classes)") }
            return words.joined(separator: " ")
        case .aux(let name, let value): return "aux \(text(name)) \(text(value))"
        case .selectDB(let number): return "select \(number)"
        case .resizeDB(let keys, let expires): return "resize \(keys) \(expires)"
        case .slotInfo(let slot, let keys, let expires): return "slot \(slot) \(keys) \(expires)"
        default: return "\(record)".prefix { $0 != "(" }.description
        }
    }
}
