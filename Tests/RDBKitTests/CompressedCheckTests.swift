import Testing

@testable import RDBKit

@Suite("Compression and checks")
struct CompressedCheckTests {
    @Test(arguments: [13 << 3, 10 << 3 | 7] as [UInt8])
    func windowsUpToTheLimitAreRead(_ window: UInt8) {
        let file = Sample.zstdFrame(descriptor: 0, header: [window], content: Sample.text)
        #expect(Expanded(opening: file).bytes == Sample.text)
    }

    @Test(arguments: [(13 << 3 | 1, 9 << 20), (17 << 3, 128 << 20), (31 << 3 | 7, 15 << 38)] as [(UInt8, UInt64)])
    func largerWindowsAreRefused(_ window: UInt8, _ size: UInt64) {
        let file = Sample.zstdFrame(descriptor: 0, header: [window], content: Sample.text)
        let small = Compressor.zstd.compress(Sample.text)
        let error = RDBError(.compressedWindow, at: UInt64(Sample.text.count), expected: 8 << 20, found: size)
        for step in [1, .max] {
            let expanded = Expanded(opening: small + file, step: step)
            #expect(expanded.bytes == Sample.text)
            #expect(expanded.error == error)
        }
    }

    @Test func callerCanAllowALargerWindow() {
        let file = Sample.zstdFrame(descriptor: 0, header: [17 << 3], content: Sample.text)
        #expect(Expanded(ZstdSource(MemorySource(file), windowLimit: 128 << 20)).bytes == Sample.text)
        let tooSmall = Expanded(ZstdSource(MemorySource(file), windowLimit: 128 << 20 - 1))
        #expect(tooSmall.error?.code == .compressedWindow)
        let negative = Expanded(ZstdSource(MemorySource(file), windowLimit: -1))
        #expect(negative.error?.expected == 1024)
        let unlimited = Expanded(ZstdSource(MemorySource(file), windowLimit: .max))
        #expect(unlimited.bytes == Sample.text)
    }

    @Test func sizeOfASingleSegmentIsItsWindow() {
        let size: [UInt8] = [0, 0, 0, 1]
        let file = Sample.zstdFrame(descriptor: 0x20 | 2 << 6, header: size, content: Sample.text)
        #expect(Expanded(opening: file).error?.found == 16 << 20)
        let short = Sample.zstdFrame(descriptor: 0x20, header: [UInt8(Sample.text.count)], content: Sample.text)
        #expect(Expanded(opening: short).bytes == Sample.text)
    }

    @Test func dictionaryIsNamed() {
        let file = Sample.zstdFrame(descriptor: 2, header: [0, 0x39, 0x30], content: Sample.text)
        #expect(Expanded(opening: file).error == RDBError(.compressedDictionary, at: 0, found: 12345))
    }

    @Test(arguments: Compressor.allCases, [1, 2])
    func compressedFileIsCheckedLikeAnyOther(_ compressor: Compressor, _ threads: Int) throws {
        let file = Sample.file(keys: 500)
        let plain = try check(file, threads: threads)
        let report = try check(compressor.compress(file), threads: threads)
        #expect(report.keys == 500)
        #expect(report.byteCount == UInt64(file.count))
        #expect(report.findingCounts == plain.findingCounts)
    }

    @Test(arguments: Compressor.allCases, [1, 2])
    func keysInFrontOfTheDamageAreChecked(_ compressor: Compressor, _ threads: Int) throws {
        let compressed = compressor.compress(Sample.file(keys: 20_000))
        let cut = try check(Array(compressed[..<(compressed.count / 2)]), threads: threads)
        #expect(cut.keys > 8000)
        #expect(cut.findings.map(\.error.code) == [.compressedTruncated])
        #expect(cut.findings.first?.error.offset == cut.byteCount)
        #expect(cut.worst == .error)
        #expect(!cut.isUnreadable)
    }

    @Test func whatCannotBeReadIsNoDamage() {
        for code in [RDBError.Code.compressedWindow, .compressedDictionary, .compressedEnvelope] {
            #expect(RDBCheckReport(failedWith: RDBError(code, at: 0)).isUnreadable)
        }
        for code in [RDBError.Code.compressedTruncated, .compressedCorrupt] {
            #expect(!RDBCheckReport(failedWith: RDBError(code, at: 0)).isUnreadable)
        }
    }

    @Test func messagesSayWhatToDo() {
        #expect(
            RDBError(.compressedTruncated, at: 0, found: 7).message
                == "the compressed file ends in the middle, the rest of it is missing: found 7 compressed bytes")
        #expect(
            RDBError(.compressedCorrupt, at: 0, found: 7).message
                == "the compressed file is corrupt: found at compressed byte 7")
        #expect(
            RDBError(.compressedWindow, at: 0, expected: 8 << 20, found: 9 << 19).message
                == "the zstd window is larger than the memory allowed for it, see --memory: "
                + "expected 8 MiB, found 4608 KiB")
        #expect(
            RDBError(.compressedEnvelope, at: 0, expected: 0x0101_0001, found: 0x0102_0001).message
                == "compressed by Valkey in a way that this tool does not know: "
                + "expected 0x01010001, found 0x01020001")
    }

    private func check(_ file: [UInt8], threads: Int) throws -> RDBCheckReport {
        var options = RDBCheckOptions()
        options.threads = threads
        return RDBChecker(options).check(RDBInput(try CompressionFormat.open(MemorySource(file)).source))
    }
}
