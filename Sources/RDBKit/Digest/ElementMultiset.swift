/// The elements of one value in any order, each a block of 32 bytes (``DigestStream/finishBlock()``), as they are published.
///
/// Up to 65,536 are kept and sorted, which takes least time; more are summed up (``ContentSum``), so that memory does
/// not follow the size of a value. The form depends on the number of elements alone, not on how they came.
struct ElementMultiset: ContentElements, ~Copyable {
    /// Most elements that are kept: 2 MiB of them.
    private static let mostKept = 1 << 16
    /// More than these, and memory is given back.
    private static let usual = 1 << 12

    private var blocks: [ContentDigest] = []
    private var order = BlockOrder()
    private var sum: ContentSum?
    private var isSumming = false

    var isEmpty: Bool { blocks.isEmpty && !isSumming }

    @inline(__always)
    mutating func begin() {
        if blocks.isEmpty && !isSumming { return }
        blocks.removeAll(keepingCapacity: blocks.count <= Self.usual)
        if isSumming { sum?.reset() }
        isSumming = false
    }

    @inline(__always)
    mutating func insert(_ block: ContentDigest) {
        if isSumming || blocks.count == Self.mostKept { return addToSum(block) }
        blocks.append(block)
    }

    mutating func write<Stream: ContentStream & ~Copyable>(to stream: inout Stream) {
        if let sum, isSumming {
            stream.add(sum.count)
            return sum.write(to: &stream)
        }
        stream.add(UInt64(blocks.count))
        if blocks.count > 1 { order.sort(&blocks) }
        for block in blocks { stream.add(block) }
    }

    @inline(never)
    private mutating func addToSum(_ block: ContentDigest) {
        let sum = self.sum ?? ContentSum()
        if !isSumming {
            for kept in blocks { sum.add(SHA256.hash(of: kept)) }
            blocks = []
            order = BlockOrder()
            isSumming = true
            self.sum = sum
        }
        sum.add(SHA256.hash(of: block))
    }
}
