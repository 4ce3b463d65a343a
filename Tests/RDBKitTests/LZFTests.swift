import Testing

@testable import RDBKit

/// LZF expansion against liblzf: whole blocks in memory, and streams of any size.
struct LZFTests {
    /// The expanded bytes; measuring without expanding must come to the same verdict.
    private func expand(_ block: [UInt8], room: Int) -> [UInt8]? {
        let input = block + [UInt8](repeating: 0xA5, count: LZF.slack)
        var output = [UInt8](repeating: 0x5A, count: room + LZF.slack)
        let count = unsafe input.withUnsafeBytes { source in
            unsafe output.withUnsafeMutableBytes { target -> Int? in
                guard let base = source.baseAddress, let start = target.baseAddress else { return nil }
                let count = unsafe LZF.expand(base, block.count, into: start, room)
                #expect(unsafe LZF.measure(base, block.count, room) == count)
                return count
            }
        }
        return count.map { Array(output.prefix($0)) }
    }

    private struct Chunks: RDBValueVisitor {
        var bytes: [UInt8] = []
        mutating func largeChunk(_ chunk: RawSpan) {
            unsafe chunk.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        }
    }

    /// The expanded bytes, whether all is sound, and where the input stands afterwards.
    private func stream(_ block: [UInt8], length: Int, step: Int) throws -> ([UInt8], Bool, UInt64) {
        let scratch = RDBScratch()
        let window = InputWindow(MemorySource(block + [1, 2, 3], step: step), capacity: 48)
        var input = ByteReader(window)
        var chunks = Chunks()
        var stream = LZFStream(stored: UInt64(block.count), length: UInt64(length), buffer: scratch)
        let isWhole = try stream.expand(&input, into: &chunks)
        return (chunks.bytes, isWhole, input.offset)
    }

    @Test(arguments: [
        Array(5...80), Array(250...290), [1000, 4096, 8191, 8192, 8193, 8454, 20000, 65535, 65536, 200_000],
    ])
    func compressibleData(_ sizes: [Int]) throws {
        var random = TestRandom(UInt64(sizes[0]))
        for size in sizes {
            for bytes in [random.compressibleBytes(size), [UInt8](repeating: 7, count: size)] {
                guard let block = LZFReference.compress(bytes) else { continue }
                #expect(expand(block, room: size) == bytes, "\(size) bytes")
                #expect(expand(block, room: size - 1) == nil, "\(size) bytes in too little room")
                let (streamed, isWhole, end) = try stream(block, length: size, step: size > 10000 ? 777 : 1)
                #expect(streamed == bytes && isWhole && end == block.count, "\(size) bytes streamed")
            }
        }
    }

    /// More than the stream's chunk, so that references reach back over the seam.
    @Test(arguments: [524_287, 524_288, 524_289, 1_400_000])
    func largeStreams(_ size: Int) throws {
        var random = TestRandom(UInt64(size))
        let bytes = random.compressibleBytes(size)
        let block = try #require(LZFReference.compress(bytes))
        let (streamed, isWhole, end) = try stream(block, length: size, step: 4000)
        #expect(streamed == bytes)
        #expect(isWhole && end == block.count)
    }

    /// The verdict on each corrupt block, and the bytes of those that still are valid.
    @Test(arguments: 0..<8)
    func corruptBlocks(_ seed: UInt64) throws {
        var random = TestRandom(seed)
        for _ in 0..<400 {
            let bytes = random.compressibleBytes(Int(random.next() % 300) + 5)
            guard var block = LZFReference.compress(bytes) else { continue }
            damage(&block, &random)
            let room = bytes.count + Int(random.next() % 3)
            let reference = LZFReference.expand(block, room: room)
            #expect(expand(block, room: room) == reference, "\(block)")
            let (streamed, isWhole, end) = try stream(block, length: room, step: 5)
            #expect(isWhole == (reference?.count == room), "\(block)")
            if isWhole { #expect(streamed == reference, "\(block)") }
            #expect(end == block.count)
        }
    }

    private func damage(_ block: inout [UInt8], _ random: inout TestRandom) {
        switch random.next() % 4 {
        case 0: block.removeLast(min(block.count - 1, Int(random.next() % 8) + 1))
        case 1: block.append(UInt8(truncatingIfNeeded: random.next()))
        default:
            for _ in 0...random.next() % 3 {
                block[Int(random.next() % UInt64(block.count))] = UInt8(truncatingIfNeeded: random.next())
            }
        }
    }

    /// Noise is nearly always corrupt, in all the ways there are.
    @Test func noise() {
        var random = TestRandom(99)
        for _ in 0..<5000 {
            let block = random.bytes(Int(random.next() % 12) + 1)
            let room = Int(random.next() % 400)
            #expect(expand(block, room: room) == LZFReference.expand(block, room: room), "\(block) in \(room)")
        }
    }

    @Test func emptyBlockExpandsToNothing() {
        #expect(expand([], room: 0) == [])
        #expect(expand([], room: 5) == [])
    }

    @Test(arguments: [
        ("00 61", 1, "a"), ("01 61 62", 2, "ab"), ("00 61 20 00", 4, "aaaa"), ("00 61 E0 00 00", 10, "aaaaaaaaaa"),
        ("01 61 62 20 01", 5, "ababa"), ("02 616263 40 02 00 7A", 8, "abcabcaz"),
    ])
    func byHand(_ hex: String, _ room: Int, _ text: String) {
        #expect(expand(Bytes.hex(hex), room: room) == Array(text.utf8))
    }

    @Test(arguments: ["20 00", "00 61 20 01", "00", "05 61", "00 61 20", "00 61 E0 01", "E0 00 00"])
    func corruptByHand(_ hex: String) {
        #expect(expand(Bytes.hex(hex), room: 400) == nil)
    }

    /// The longest match and the greatest distance.
    @Test func limits() throws {
        let text = (0..<8192).map { UInt8($0 * 7 & 255) }
        var block: [UInt8] = []
        for start in stride(from: 0, to: 8192, by: 32) { block += [31] + text[start..<start + 32] }
        block += [0xFF, 0xFF, 0xFF]
        let expected = text + text.prefix(264)
        #expect(expand(block, room: expected.count) == expected)
        #expect(try stream(block, length: expected.count, step: 1).0 == expected)
    }
}
