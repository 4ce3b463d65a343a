import Foundation
import Testing

@testable import RDBKit

/// Damage: no trap; what stands in front of it is written whole.
struct ConvertDamageTests {
    private static let isRelease = !_isDebugAssertConfiguration()

    /// Small files that hold most of the layouts.
    private static let files: [(name: String, bytes: [UInt8])] = {
        var files = [
            ("redis sample", SampleFile.bothWithoutSlots[0]), ("valkey sample", SampleFile.bothWithoutSlots[1]),
        ]
        let names = [
            "stream_v3_groups_redis-7.4.rdb", "hash_metadata_redis-7.4.rdb", "functions_two_redis-7.0.rdb",
            "keys_binary_redis-6.2.rdb",
        ]
        for name in names { if let bytes = try? Fixtures.bytes(name) { files.append((name, bytes)) } }
        return files.filter { isRelease || $0.1.count < 1500 }
    }()

    private static let formats = RDBConvertFormat.allCases

    private func expectPrefix(_ result: Converting.Result, _ whole: [String], _ what: String) {
        let isPrefix = result.lines.elementsEqual(whole.prefix(result.lines.count))
        #expect(isPrefix, "\(what)")
        #expect(result.output.isEmpty || result.output.last == 0x0A, "\(what)")
        #expect(!result.report.isTorn, "\(what)")
    }

    @Test(arguments: files.indices)
    func truncation(_ index: Int) {
        let (name, file) = Self.files[index]
        let whole = Converting.result(file).lines
        for count in stride(from: 0, to: file.count, by: Self.isRelease ? 1 : 3) {
            let cut = Array(file[..<count])
            let result = Converting.result(cut, threads: 1 + count % 2)
            #expect(result.report.isDamaged, "\(name) cut at \(count)")
            #expect(result.report.findings.count { $0.severity == .error } == 1, "\(name) cut at \(count)")
            expectPrefix(result, whole, "\(name) cut at \(count)")
            // All that is whole is there: what a reader can read.
            if count % 4 == 0 { #expect(result.lines.count == readable(cut), "\(name) cut at \(count)") }
        }
    }

    /// Decodes all, unlike skipping, which goes over what is not there.
    private struct Nothing: RDBValueVisitor {}

    /// Keys that a reader gets whole.
    private func readable(_ bytes: [UInt8]) -> Int {
        var keys = 0
        do throws(RDBError) {
            var reader = try RDBReader(MemorySource(bytes))
            while let record = try reader.next() {
                guard record == .entry else { continue }
                var nothing = Nothing()
                try reader.decodeValue(into: &nothing)
                keys += 1
            }
        } catch { return keys }
        return keys
    }

    @Test(arguments: files.indices, formats)
    func truncationInEveryFormat(_ index: Int, _ format: RDBConvertFormat) {
        let file = Self.files[index].bytes
        let whole = Converting.result(file, format).output
        for count in stride(from: 0, to: file.count, by: Self.isRelease ? 2 : 13) {
            let result = Converting.result(Array(file[..<count]), format, threads: 1 + count % 2) {
                $0.includesMeta = false
            }
            #expect(result.report.isDamaged)
            let output = format == .json ? Array(result.output.dropLast(3)) : result.output
            #expect(output.count <= 1 || whole.starts(with: output), "cut at \(count)")
            if format == .json { #expect((try? JSONSerialization.jsonObject(with: Data(result.output))) != nil) }
            if format == .resp { #expect(ConvertCommandTests.parse(result.output) != nil, "cut at \(count)") }
        }
    }

    /// The lines in front of the damage are those of the sound file, unless the damage changed a byte of content.
    @Test(arguments: files.indices)
    func flippedBits(_ index: Int) {
        let (name, file) = Self.files[index]
        let whole = Converting.result(file) { $0.extras = .offset }.lines
        let offsets = whole.map(Self.offset)
        for place in stride(from: 9, to: file.count, by: Self.isRelease ? 1 : 3) {
            var damaged = file
            damaged[place] ^= 1 << UInt8(place % 8)
            let result = Converting.result(damaged, threads: 1 + place % 2) { $0.extras = .offset }
            let inFront = offsets.count { $0 < place }
            // The last of them may hold the place itself.
            let untouched = max(0, inFront - 1)
            #expect(result.lines.prefix(untouched).elementsEqual(whole.prefix(untouched)), "\(name) at \(place)")
            #expect(result.report.isDamaged, "\(name) at \(place)")
            for line in result.lines { #expect(Self.isJSON(line), "\(name) at \(place): \(line)") }
        }
    }

    private static func offset(_ line: String) -> Int {
        line.split(separator: "\"offset\":").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    }

    private static func isJSON(_ line: String) -> Bool {
        unsafe Array(line.utf8).withUnsafeBufferPointer {
            var scanner = unsafe JSONScanner($0)
            return scanner.isSound()
        }
    }

    /// Without a checksum all rests on the structure; nothing may trap, and what comes out is sound in any case.
    @Test(arguments: files.indices, formats)
    func changedBytes(_ index: Int, _ format: RDBConvertFormat) {
        let (name, file) = Self.files[index]
        let values: [UInt8] = Self.isRelease ? [0, 0x81, 0xFF] : [0x81, 0xFF]
        for place in stride(from: 9, to: file.count, by: Self.isRelease ? 2 : 11) {
            for value in values {
                var damaged = file
                damaged[place] = value
                let continues = (place + Int(value)) % 3 != 0
                let result = Converting.result(
                    damaged, format, step: place % 2 == 0 ? .max : 11, threads: 1 + place % 2
                ) {
                    $0.continuesBehindDamage = continues
                    $0.includesMeta = value != 0x81
                }
                switch format {
                case .ndjson: for line in result.lines { #expect(Self.isJSON(line), "\(name) at \(place)") }
                case .json:
                    #expect(
                        (try? JSONSerialization.jsonObject(with: Data(result.output))) != nil, "\(name) at \(place)")
                case .resp: #expect(ConvertCommandTests.parse(result.output) != nil, "\(name) at \(place)")
                default: break
                }
            }
        }
    }

    /// Whatever stands behind a damage whose end is known is there too.
    @Test func continuing() {
        let file = RDBBytes.file { file in
            file.entry(.string, "a", Bytes.string("1"))
            file.entry(.setIntset, "damaged", Bytes.string(PackedBytes.intset(2, [2, 1])))
            file.entry(.string, "b", Bytes.string("2"))
            file.entry(.hash, "lzf", [1] + Bytes.string("f") + Bytes.lzf([0xFF, 0xFF, 0xFF], length: 30))
            file.entry(.string, "c", Bytes.string("3"))
        }
        for threads in [1, 2] {
            let stopped = Converting.result(file, .keys, threads: threads)
            #expect(stopped.lines == ["a", "damaged", "b", "lzf", "c"], "names need no values")
            for format in [RDBConvertFormat.ndjson, .csv, .commands] {
                let head = format == .csv ? 1 : 0
                let first = Converting.result(file, format, threads: threads)
                #expect(first.codes == [.intsetOrder] && first.lines.count == head + 1 && first.report.keys == 1)
                let rest = Converting.result(file, format, threads: threads) { $0.continuesBehindDamage = true }
                #expect(rest.codes == [.intsetOrder, .lzfCorrupt] && rest.lines.count == head + 3)
                #expect(rest.report.isDamaged && rest.report.keys == 3)
            }
        }
    }
}
