import SystemPackage
import Testing

@testable import RDBKit

/// The sinks that compress.
enum SinkFormat: CaseIterable {
    case gzip, zstd

    func sink(_ target: any ByteSink, threads: Int = 2) -> any ByteSink {
        switch self {
        case .gzip: GzipSink(target)
        case .zstd: ZstdSink(target, threads: threads)
        }
    }

    /// What becomes of `bytes` when they are written in pieces of `step` bytes.
    func compress(_ bytes: [UInt8], step: Int, threads: Int = 2) throws -> [UInt8] {
        let memory = MemorySink()
        let sink = sink(memory, threads: threads)
        for start in stride(from: 0, to: bytes.count, by: step) {
            try sink.write(Array(bytes[start..<min(bytes.count, start + step)]))
        }
        try sink.finish()
        return memory.bytes
    }

    func source(_ compressed: [UInt8]) -> any ByteSource {
        switch self {
        case .gzip: GzipSource(MemorySource(compressed))
        case .zstd: ZstdSource(MemorySource(compressed))
        }
    }

    var program: String { self == .gzip ? "gzip" : "zstd" }
    var ending: String { self == .gzip ? "gz" : "zst" }
}

@Suite("Compressing sinks")
struct CompressionSinkTests {
    /// Longer than two jobs of zstd.
    private static let mixed = Sample.mixed(2_500_001)
    private static let noise = Sample.noise(600_000)

    @Test(arguments: SinkFormat.allCases)
    func ourSourceReadsThem(_ format: SinkFormat) throws {
        for count in [0, 1, 1000, 256 << 10, (256 << 10) + 1, Self.mixed.count] {
            for bytes in [Self.mixed, Self.noise].map({ Array($0.prefix(count)) }) {
                let file = try format.compress(bytes, step: 1 << 20)
                #expect(Expanded(format.source(file)) == Expanded(MemorySource(bytes)))
            }
        }
    }

    @Test(arguments: SinkFormat.allCases)
    func bytesDoNotDependOnHowTheyAreWritten(_ format: SinkFormat) throws {
        for count in [0, 1, 700, Self.mixed.count] {
            let bytes = Array(Self.mixed.prefix(count))
            let whole = try format.compress(bytes, step: .max >> 1)
            for step in [997, 4096, 100_003, 256 << 10] {
                #expect(try format.compress(bytes, step: step) == whole)
            }
            for threads in [-1, 1, 4, 1000] {
                #expect(try format.compress(bytes, step: 1 << 16, threads: threads) == whole)
            }
        }
    }

    @Test(arguments: SinkFormat.allCases)
    func theProgramReadsThem(_ format: SinkFormat) throws {
        let folder = try ScratchFolder()
        for count in [0, Self.mixed.count] {
            let bytes = Array(Self.mixed.prefix(count))
            let name = "\(count).\(format.ending)"
            try folder.write(format.compress(bytes, step: 65_536), to: name)
            #expect(try output(of: format.program, ["-t", folder[name].string]) == [])
            #expect(try output(of: format.program, ["-dc", folder[name].string]) == bytes)
        }
    }

    @Test(arguments: SinkFormat.allCases)
    func itIsOneStreamWithAChecksum(_ format: SinkFormat) throws {
        let file = try format.compress(Self.mixed, step: 1 << 20)
        for index in [file.count / 2, file.count - 1] {
            var damaged = file
            damaged[index] ^= 1
            #expect(Expanded(format.source(damaged)).error?.code == .compressedCorrupt)
        }
        #expect(Expanded(format.source(Array(file.dropLast()))).error?.code == .compressedTruncated)
    }

    @Test(arguments: SinkFormat.allCases)
    func errorsOfTheTargetComeThrough(_ format: SinkFormat) {
        let sink = format.sink(FailingSink())
        #expect(throws: OutputError(.write, .noSpace)) {
            for _ in 0..<10 { try sink.write(Self.noise) }
        }
        #expect(throws: OutputError(.write, .noSpace)) { try format.sink(FailingSink()).finish() }
    }
}

/// A sink on a full disk.
private final class FailingSink: ByteSink {
    func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) { throw OutputError(.write, .noSpace) }
    func finish() {}
}
