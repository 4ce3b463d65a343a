import RDBKit

/// What reading a source to its end gave.
struct Expanded: Equatable {
    var bytes: [UInt8] = []
    var error: RDBError?

    /// Reads all of `source` in pieces of at most `room` bytes.
    init(_ source: any ByteSource, room: Int = 4096) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
        defer { unsafe buffer.deallocate() }
        do throws(RDBError) {
            while true {
                let count = try unsafe source.read(into: buffer)
                if count == 0 { return }
                unsafe bytes.append(contentsOf: buffer[..<count])
            }
        } catch {
            self.error = error
        }
    }

    /// Finds out how `file` is compressed and expands it.
    init(opening file: [UInt8], step: Int = .max) {
        do throws(RDBError) {
            self = Expanded(try CompressionFormat.open(MemorySource(file, step: step)).source)
        } catch {
            self = Expanded(FailedSource(error))
        }
    }
}

/// A source that breaks off with an error behind some bytes.
final class BrokenSource: ByteSource {
    private let bytes: MemorySource
    let size: UInt64? = nil

    init(behind bytes: [UInt8]) {
        self.bytes = MemorySource(bytes)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int {
        let count = unsafe bytes.read(into: buffer)
        if count == 0 { throw RDBError(.ioError, at: 0, found: 5) }
        return count
    }
}

/// A source that only fails.
final class FailedSource: ByteSource {
    private let error: RDBError
    let size: UInt64? = nil

    init(_ error: RDBError) {
        self.error = error
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RDBError) -> Int { throw error }
}

enum Sample {
    /// Bytes that no compressor makes smaller.
    static func noise(_ count: Int) -> [UInt8] {
        var state: UInt64 = 88_172_645_463_325_252
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 32)
        }
    }

    /// Bytes with repetitions near and far, and some noise.
    static func mixed(_ count: Int) -> [UInt8] {
        let noise = noise((count + 3) / 4)
        return (0..<count).map { $0 % 4 == 0 ? noise[$0 / 4] : UInt8(truncatingIfNeeded: $0 / 97) }
    }

    static let text = Array("the quick brown fox jumps over the lazy dog; the lazy dog sleeps on".utf8)

    /// An RDB file with `keys` strings of 100 bytes of noise, and no checksum.
    static func file(keys: Int) -> [UInt8] {
        let noise = noise(keys + 100)
        var file = Array("REDIS0011".utf8) + [0xFE, 0]
        for key in 0..<keys {
            let name = Array(String(1_000_000 + key).utf8)
            file += [0, UInt8(name.count)] + name + [0x40, 100] + noise[key..<key + 100]
        }
        return file + [0xFF] + [UInt8](repeating: 0, count: 8)
    }

    /// A zstd frame with one raw block, made by hand.
    static func zstdFrame(descriptor: UInt8, header: [UInt8], content: [UInt8]) -> [UInt8] {
        let block = UInt32(content.count) << 3 | 1
        let blockHeader = (0..<3).map { UInt8(truncatingIfNeeded: block >> ($0 * 8)) }
        return [0x28, 0xB5, 0x2F, 0xFD, descriptor] + header + blockHeader + content
    }

    /// A frame that zstd and LZ4 decoders skip.
    static func skippableFrame(_ content: [UInt8]) -> [UInt8] {
        [0x53, 0x2A, 0x4D, 0x18] + (0..<4).map { UInt8(truncatingIfNeeded: content.count >> ($0 * 8)) } + content
    }

    /// Valkey's envelope around an LZ4 frame.
    static func envelope(_ bytes: [UInt8], kind: UInt8 = 1) -> [UInt8] {
        Array("VCS".utf8) + [1, 1, 0, kind] + Compressor.lz4.compress(bytes)
    }
}
