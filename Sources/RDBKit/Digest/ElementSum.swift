/// The elements of one value in any order: the sum of their hashes under keys of this run, modulo 2^128.
///
/// A published digest must not be such a sum, for who can hash finds elements with a wanted one (``ContentSum``). Here
/// nobody can: the hashes are never seen, are gone with the run, and without the keys nothing is known of them. So other
/// elements have the same sum with a chance of about 2^-126, however they were chosen.
struct ElementSum: ContentElements, ~Copyable {
    private var count: UInt64 = 0
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    var isEmpty: Bool { count == 0 }

    @inline(__always)
    mutating func begin() { self = ElementSum() }

    @inline(__always)
    mutating func insert(_ block: ContentDigest) {
        let sum = low.addingReportingOverflow(block.words[0])
        low = sum.partialValue
        high = high &+ block.words[1] &+ (sum.overflow ? 1 : 0)
        count += 1
    }

    mutating func write<Stream: ContentStream & ~Copyable>(to stream: inout Stream) {
        stream.add(count)
        stream.add(low)
        stream.add(high)
    }
}
