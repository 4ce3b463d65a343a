import Testing

@testable import RDBKit

@Suite("Compression damage")
struct CompressionDamageTests {
    @Test(arguments: Compressor.allCases)
    func everyTruncationIsFound(_ compressor: Compressor) {
        let file = compressor.compress(Sample.text)
        for count in 0..<file.count {
            let cut = Expanded(compressor.source(Array(file[..<count]), step: count % 2 == 0 ? 1 : .max))
            #expect(Sample.text.starts(with: cut.bytes))
            let offset = UInt64(cut.bytes.count)
            #expect(cut.error == RDBError(.compressedTruncated, at: offset, found: UInt64(count)))
        }
    }

    @Test(arguments: Compressor.allCases)
    func truncationInALaterFrameIsFound(_ compressor: Compressor) {
        let frame = compressor.compress(Sample.text)
        for count in 1..<frame.count {
            let cut = Expanded(compressor.source(frame + frame[..<count]))
            #expect(cut.bytes.starts(with: Sample.text))
            #expect(cut.error?.code == .compressedTruncated)
        }
    }

    @Test(arguments: Compressor.allCases)
    func everyFlippedBitIsFoundOrHarmless(_ compressor: Compressor) {
        let file = compressor.compress(Sample.text)
        for bit in 0..<file.count * 8 {
            var damaged = file
            damaged[bit / 8] ^= 1 << (bit % 8)
            for step in [1, .max] {
                let expanded = Expanded(compressor.source(damaged, step: step))
                #expect(expanded.error != nil || expanded.bytes == Sample.text, "bit \(bit)")
            }
        }
    }

    @Test(arguments: Compressor.allCases)
    func damagedNoiseEndsInAnError(_ compressor: Compressor) {
        let bytes = Sample.mixed(5000)
        let file = compressor.compress(bytes)
        for (index, byte) in Sample.noise(2000).enumerated() {
            var damaged = file
            let place = (index * 7919 + Int(byte)) % file.count
            damaged[place] = damaged[place] &+ byte | 1
            damaged.removeSubrange((place + 1)..<min(file.count, place + 1 + index % 5))
            let expanded = Expanded(compressor.source(damaged))
            #expect(expanded.error != nil || expanded.bytes == bytes)
        }
    }

    @Test(arguments: Compressor.allCases)
    func bytesInFrontOfDamageAreHandedOut(_ compressor: Compressor) throws {
        let bytes = Sample.noise(3 << 20)
        let file = compressor.compress(bytes)
        var damaged = file
        damaged.replaceSubrange(file.count - (64 << 10)..<file.count, with: repeatElement(0xEE, count: 64 << 10))
        let source = compressor.source(damaged)
        let expanded = Expanded(source, room: 1 << 20)
        let error = try #require(expanded.error)
        #expect(error.code == .compressedCorrupt)
        #expect(error.offset == UInt64(expanded.bytes.count))
        #expect(expanded.bytes.count > bytes.count - (256 << 10))
        let sound = bytes.count - (128 << 10)
        #expect(expanded.bytes[..<sound] == bytes[..<sound])
        #expect(Expanded(source) == Expanded(FailedSource(error)), "the error stays")
    }

    @Test(arguments: Compressor.allCases)
    func garbageBehindTheLastFrameIsDamage(_ compressor: Compressor) {
        let file = compressor.compress(Sample.text)
        for garbage in [[1], Array("\n".utf8), Sample.text, [0, 0, 1], [UInt8](repeating: 0, count: 300_000) + [7]] {
            let expanded = Expanded(compressor.source(file + garbage))
            #expect(expanded.bytes == Sample.text)
            #expect(expanded.error?.offset == UInt64(Sample.text.count))
            let codes: [RDBError.Code?] =
                garbage.count < 18 ? [.compressedCorrupt, .compressedTruncated] : [.compressedCorrupt]
            #expect(codes.contains(expanded.error?.code))
        }
    }

    @Test func zerosBehindGzipAreIgnored() {
        let file = Compressor.gzip.compress(Sample.text)
        for count in [1, 512, 600_000] {
            let expanded = Expanded(GzipSource(MemorySource(file + [UInt8](repeating: 0, count: count))))
            #expect(expanded.bytes == Sample.text)
            #expect(expanded.error == nil)
        }
        let zeros = Expanded(GzipSource(MemorySource([0, 0, 0])))
        #expect(zeros.error?.code == .compressedCorrupt)
    }

    @Test(arguments: Compressor.allCases)
    func errorsOfTheInputPassThrough(_ compressor: Compressor) {
        let file = compressor.compress(Sample.noise(200_000))
        let broken = BrokenSource(behind: Array(file[..<100_000]))
        let source: any ByteSource =
            switch compressor {
            case .gzip: GzipSource(broken)
            case .zstd: ZstdSource(broken)
            case .lz4: LZ4Source(broken)
            }
        let expanded = Expanded(source)
        #expect(expanded.error == RDBError(.ioError, at: UInt64(expanded.bytes.count), found: 5))
    }
}
