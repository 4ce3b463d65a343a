import Foundation
import Testing

@testable import RDBKit

/// Converts files in memory.
enum Converting {
    struct Result {
        var output: [UInt8]
        var report: RDBConvertReport

        var text: String { String(decoding: output, as: UTF8.self) }

        /// The lines, without their ends.
        var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }

        /// The codes of all findings, in their order.
        var codes: [RDBError.Code] { report.findings.map(\.error.code) }
    }

    static func result(
        _ bytes: [UInt8], _ format: RDBConvertFormat = .ndjson, step: Int = .max, threads: Int = 1,
        reopens: Bool = true, _ change: (inout RDBConvertOptions) -> Void = { _ in }
    ) -> Result {
        var options = RDBConvertOptions()
        options.format = format
        options.threads = threads
        change(&options)
        let sink = MemorySink()
        let converter = RDBConverter(options, to: sink)
        let report = converter.convert(input(bytes, step, reopens), name: "file.rdb")
        do throws(OutputError) { try converter.finish() } catch { Issue.record("\(error)") }
        return Result(output: sink.bytes, report: report)
    }

    private static func input(_ bytes: [UInt8], _ step: Int, _ reopens: Bool) -> RDBInput {
        let source = MemorySource(bytes, step: step)
        guard reopens else { return RDBInput(source) }
        return RDBInput(source) { () throws(RDBError) -> any ByteSource in MemorySource(bytes, step: step) }
    }

    /// What becomes of one key `k` in database 0; the output must be the same for all ways to read it.
    static func value(
        _ type: RDBObjectType, _ value: [UInt8], _ format: RDBConvertFormat = .ndjson, header: String = "REDIS0012",
        sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout RDBConvertOptions) -> Void = { _ in }
    ) -> String {
        let file = RDBBytes.file(header) { $0.entry(type, "k", value) }
        let result = result(file, format, change)
        #expect(
            result.report.findings.filter { $0.severity != .note }.map(\.text) == [], sourceLocation: sourceLocation)
        for threads in [1, 2] {
            let other = Self.result(file, format, step: 3, threads: threads, change)
            #expect(other.output == result.output, "\(threads) threads", sourceLocation: sourceLocation)
        }
        return result.text
    }

    /// The text of the field that holds the value of a key `k`: `"list":[...]`.
    static func field(
        _ type: RDBObjectType, _ value: [UInt8], header: String = "REDIS0012",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let line = Self.value(type, value, header: header, sourceLocation: sourceLocation)
        #expect(line.hasSuffix("}\n"), sourceLocation: sourceLocation)
        let parts = line.split(separator: ",", maxSplits: 4)
        return String(parts.dropFirst(4).joined(separator: ",").dropLast(2))
    }

    /// All formats and the options that change their texts most.
    static let manners:
        [(name: String, format: RDBConvertFormat, change: @Sendable (inout RDBConvertOptions) -> Void)] =
            [
                ("ndjson", .ndjson, { _ in }),
                (
                    "ndjson with all", .ndjson,
                    {
                        $0.includesMeta = true
                        $0.extras = [.file, .offset, .bytes]
                    }
                ),
                ("json", .json, { $0.includesMeta = true }), ("csv", .csv, { _ in }),
                ("csv, safe", .csv, { $0.isSpreadsheetSafe = true }), ("keys", .keys, { _ in }),
                ("resp", .resp, { _ in }), ("resp for 6.2", .resp, { $0.target = .redis62 }),
                ("restore", .resp, { $0.usesRestore = true }), ("commands", .commands, { $0.replaces = true }),
                (
                    "restore commands", .commands,
                    {
                        $0.usesRestore = true
                        $0.replaces = true
                    }
                ),
            ]
}

/// The files under `Fixtures`.
enum Fixtures {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".rdb") }.sorted()
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name)))
    }
}

extension RDBConvertReport {
    /// All that the report says, for comparisons.
    var text: [String] {
        var lines = findings.map(\.text)
        lines += findingCounts.map { "\($0.key.rawValue) × \($0.value)" }.sorted()
        lines += losses.filter { $0.value > 0 }.map { "\($0.key) × \($0.value)" }.sorted()
        return lines + ["keys \(keys) torn \(isTorn)"]
    }
}
