import Glibc
import Testing

@testable import RDBKit

@Suite("Compression")
struct CompressionTests {
    @Test(arguments: Compressor.allCases)
    func expandsWhatTheLibraryCompressed(_ compressor: Compressor) {
        for count in [0, 1, 1000, 300_000, 3 << 20] {
            let bytes = Sample.mixed(count)
            let file = compressor.compress(bytes)
            for room in [4096, 1 << 20] {
                #expect(Expanded(compressor.source(file), room: room) == Expanded(MemorySource(bytes)))
            }
            #expect(compressor.source(file).size == nil)
        }
    }

    @Test(arguments: Compressor.allCases)
    func resultDoesNotDependOnHowTheInputIsSplit(_ compressor: Compressor) {
        let bytes = Sample.mixed(200_000)
        let file = compressor.compress(bytes)
        for (step, room) in [(1, 4096), (7, 100), (.max, 1), (1, 1 << 20)] {
            #expect(Expanded(compressor.source(file, step: step), room: room).bytes == bytes)
        }
        #expect(Expanded(opening: file, step: 1).bytes == bytes)
    }

    @Test(arguments: Compressor.allCases)
    func framesFollowEachOther(_ compressor: Compressor) {
        let parts = [[], Sample.text, [], Sample.mixed(100_000), Sample.text, []]
        let file = parts.flatMap(compressor.compress)
        for step in [1, .max] {
            let expanded = Expanded(compressor.source(file, step: step))
            #expect(expanded.bytes == parts.flatMap { $0 })
            #expect(expanded.error == nil)
        }
    }

    @Test(arguments: Compressor.allCases)
    func emptyBufferIsNotTheEnd(_ compressor: Compressor) throws {
        let source = compressor.source(compressor.compress(Sample.text))
        #expect(try unsafe source.read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0)) == 0)
        #expect(Expanded(source).bytes == Sample.text)
        #expect(Expanded(source) == Expanded(MemorySource([])))
    }

    /// A source that counts the bytes that are read of it.
    private final class CountingSource: ByteSource {
        private let source: MemorySource
        private(set) var read = 0
        var size: UInt64? { source.size }

        init(_ bytes: [UInt8]) { source = MemorySource(bytes) }

        func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = unsafe source.read(into: buffer)
            read += count
            return count
        }

        func discard(_ count: UInt64) -> UInt64 { source.discard(count) }
    }

    @Test("what is dropped of a file that is not compressed is not read")
    func dropsWithoutReading() throws {
        let bytes = Sample.mixed(300_000)
        for dropped in [0, 1, 4, 5, 200_000, 299_999, 300_000, 400_000] {
            let raw = CountingSource(bytes)
            let source = try CompressionFormat.open(raw).source
            #expect(try source.discard(UInt64(dropped)) == UInt64(min(dropped, bytes.count)))
            #expect(raw.read <= 8)
            #expect(Expanded(source).bytes == Array(bytes.dropFirst(dropped)))
        }
    }

    @Test(arguments: Compressor.allCases)
    func oneGibibyteOfZerosNeedsLittleMemory(_ compressor: Compressor) throws {
        let count = 1 << 30
        let zeros = unsafe calloc(count, 1)
        let file = unsafe compressor.compress(UnsafeRawBufferPointer(start: zeros, count: count))
        unsafe free(zeros)
        let before = Self.peakMemory
        #expect(try compressor.source(file).discard(UInt64(2 * count)) == UInt64(count))
        #expect(Self.peakMemory - before < 256 << 20)
    }

    private static var peakMemory: Int {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss << 10
    }
}

@Suite("Compression formats")
struct CompressionFormatTests {
    @Test(arguments: Compressor.allCases)
    func isDetected(_ compressor: Compressor) throws {
        let opened = try CompressionFormat.open(MemorySource(compressor.compress(Sample.text), step: 1))
        #expect(opened.format == compressor.format)
        #expect(opened.source.size == nil)
        #expect(Expanded(opened.source).bytes == Sample.text)
    }

    @Test(arguments: [
        [], [0x1F], [0x28, 0xB5, 0x2F], [0x04, 0x22], Array("VC".utf8), Array("REDIS0011".utf8), Sample.text,
    ])
    func otherBytesAreHandedOutAsTheyAre(_ bytes: [UInt8]) throws {
        for step in [1, .max] {
            let opened = try CompressionFormat.open(MemorySource(bytes, step: step))
            #expect(opened.format == .none)
            #expect(opened.source.size == UInt64(bytes.count))
            #expect(Expanded(opened.source, room: 3).bytes == bytes)
        }
    }

    @Test func nestedCompressionIsNotFollowed() throws {
        let inner = Compressor.gzip.compress(Sample.text)
        let opened = try CompressionFormat.open(MemorySource(Compressor.zstd.compress(inner)))
        #expect(opened.format == .zstd)
        #expect(Expanded(opened.source).bytes == inner)
    }

    @Test(arguments: [Compressor.zstd, .lz4])
    func skippableFramesLeadToTheFormat(_ compressor: Compressor) throws {
        let skipped = Sample.skippableFrame([]) + Sample.skippableFrame(Sample.noise(300_000))
        let frame = compressor.compress(Sample.text)
        let file = skipped + frame + Sample.skippableFrame([1, 2, 3]) + frame
        for step in [1, .max] {
            let opened = try CompressionFormat.open(MemorySource(file, step: step))
            #expect(opened.format == compressor.format)
            #expect(Expanded(opened.source).bytes == Sample.text + Sample.text)
        }
        let cut = Expanded(opening: Array(file.dropLast(1)))
        #expect(cut.error == RDBError(.compressedTruncated, at: 134, found: UInt64(file.count - 1)))
    }

    @Test func skippableFramesNeedAFrameBehindThem() throws {
        let frame = Sample.skippableFrame([1, 2, 3])
        #expect(Expanded(opening: frame) == Expanded(MemorySource([])))
        for count in 4..<frame.count {
            let error = RDBError(.compressedTruncated, at: 0, found: UInt64(count))
            #expect(Expanded(opening: Array(frame[..<count])).error == error)
        }
        for other in [Sample.text, Compressor.gzip.compress([]), Sample.envelope([])] {
            let error = RDBError(.compressedCorrupt, at: 0, found: UInt64(frame.count))
            #expect(Expanded(opening: frame + other).error == error)
        }
    }

    @Test(arguments: [0, 1] as [UInt8])
    func envelopeOfValkeyIsRead(_ kind: UInt8) throws {
        let file = Sample.envelope(Sample.text, kind: kind)
        let opened = try CompressionFormat.open(MemorySource(file, step: 1))
        #expect(opened.format == .vcs)
        #expect(Expanded(opened.source).bytes == Sample.text)
        for count in 3..<file.count {
            let error = Expanded(opening: Array(file[..<count])).error
            #expect(error?.code == .compressedTruncated)
            #expect(error?.found == UInt64(count))
        }
    }

    @Test(arguments: [(3, 2), (4, 2), (5, 1), (6, 2)] as [(Int, UInt8)])
    func otherEnvelopesAreRefused(_ index: Int, _ value: UInt8) {
        var file = Sample.envelope(Sample.text)
        file[index] = value
        let error = Expanded(opening: file).error
        #expect(error?.code == .compressedEnvelope)
        #expect(error?.expected == 0x0101_0001)
        #expect(error?.found.map { $0 >> ((6 - index) * 8) & 0xFF } == UInt64(value))
    }
}
