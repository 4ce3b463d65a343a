import Testing

@testable import RDBKit

/// No damage traps, and none of these goes unseen.
struct DamageTests {
    private static let samples = SampleFile.both

    /// One error for each place at which a file can end, with one thread and with two.
    @Test(arguments: [0, 1], [1, 2])
    func truncations(_ sample: Int, _ threads: Int) {
        let file = Self.samples[sample]
        var wrong: [String] = []
        for count in 0..<file.count {
            let report = Checking.report(Array(file.prefix(count)), threads: threads)
            let errors = report.findings.filter { $0.severity == .error }.map(\.error.code)
            let expected: RDBError.Code = count == 0 ? .emptyFile : .truncated
            if errors != [expected] { wrong.append("\(count) bytes: \(report.findings.map(\.text))") }
        }
        #expect(wrong.count == 0, "\(wrong.prefix(5))")
    }

    /// The place is where bytes are missing.
    @Test func placeOfATruncation() {
        let file = Self.samples[0]
        for count in 9..<file.count {
            let report = Checking.report(Array(file.prefix(count)))
            guard let error = report.findings.first(where: { $0.error.code == .truncated })?.error else { continue }
            #expect(error.offset <= UInt64(count))
            #expect(error.offset + (error.found ?? 0) == UInt64(count), "\(count) bytes: \(error.text)")
            #expect((error.expected ?? 0) > (error.found ?? 0))
        }
    }

    /// The checksum finds every flipped bit, but for those that turn it off by changing the version.
    @Test(arguments: [0, 1], 0..<8)
    func flippedBits(_ sample: Int, _ bit: UInt8) {
        let file = SampleFile.bothWithoutSlots[sample]
        var missed: [Int] = []
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 1 << bit
            let report = Checking.report(damaged)
            if report.worst != .error { missed.append(index) }
        }
        #expect(missed.allSatisfy { $0 < 9 }, "bytes \(missed)")
    }

    /// Without a checksum all of it rests on the structure; nothing may trap.
    @Test(arguments: [0, 1])
    func flippedBitsWithoutChecksum(_ sample: Int) {
        var file = SampleFile.bothWithoutSlots[sample]
        file.replaceSubrange((file.count - 8)..., with: [UInt8](repeating: 0, count: 8))
        for index in file.indices {
            for value in [0, 0x7F, 0x80, 0x81, 0xFF] as [UInt8] {
                var damaged = file
                damaged[index] = value
                _ = Checking.report(damaged, step: index % 2 == 0 ? .max : 5, threads: 1 + index % 2)
            }
        }
    }

    /// Reading record by record ends, too.
    @Test(arguments: [0, 1])
    func flippedBitsUnderTheReader(_ sample: Int) {
        let file = Self.samples[sample]
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 0x41
            do throws(RDBError) {
                var reader = try RDBReader(MemorySource(damaged))
                var log = EventLog()
                while let record = try reader.next() {
                    if record == .entry && index % 2 == 0 { try reader.decodeValue(into: &log) }
                }
            } catch {
                #expect(error.offset <= UInt64(file.count))
            }
        }
    }

    @Test func noise() {
        var random = TestRandom(21)
        for round in 0..<1500 {
            let header = round % 2 == 0 ? "REDIS0012" : "VALKEY080"
            var bytes = Array(header.utf8)
            // Type bytes that exist, so that the noise gets further.
            for _ in 0..<8 { bytes += [UInt8(random.next() % 33), 1, 0x61] + random.bytes(Int(random.next() % 60)) }
            _ = Checking.report(bytes, threads: 1 + round % 2)
        }
    }

    /// A pipe does not say how long it is: what a length claims must not be believed.
    @Test func lyingLengthsOfAPipe() {
        for hex in [
            "81 FFFFFFFFFFFFFFFF", "80 FFFFFFFF", "81 7FFFFFFFFFFFFFFF", "C3 81 7FFFFFFFFFFFFFFF 81 00FFFFFFFFFFFFFF",
        ] {
            for type in [RDBObjectType.string, .hash, .hashListpack, .setIntset, .listQuicklist2, .streamListpacks3] {
                var file = RDBBytes()
                file.entry(type, "k", Bytes.hex(hex) + [1, 2, 3])
                let source = MemorySource(file.bytes, step: 100, hidesSize: true)
                let report = RDBChecker().check(RDBInput(source))
                #expect(report.worst == .error, "\(hex) \(type.description)")
            }
        }
    }
}
