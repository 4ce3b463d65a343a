/// Sorts blocks: by a fixed mix of their bits, and where that is the same by the bits themselves.
///
/// Blocks are mostly text, which is spread unevenly; its mix is spread evenly, so that nearly every block falls into a
/// bucket of its own, and the time is linear. Who prepares equal mixes only makes this a common sort.
struct BlockOrder {
    /// More blocks in a bucket than this, and buckets are of no use.
    private static let largestBucket: UInt32 = 24
    /// Fewer blocks need no buckets.
    private static let fewest = 12

    private struct Item: BitwiseCopyable {
        var mix: UInt64
        var block: ContentDigest

        @inline(__always)
        init(_ block: ContentDigest) {
            self.block = block
            // Digits of pi.
            let low = (block.words[0] ^ 0x243F_6A88_85A3_08D3)
                .multipliedFullWidth(by: block.words[1] ^ 0x1319_8A2E_0370_7344)
            let high = (block.words[2] ^ 0xA409_3822_299F_31D0)
                .multipliedFullWidth(by: block.words[3] ^ 0x082E_FA98_EC4E_6C89)
            mix = (low.low ^ low.high) &+ (high.low ^ high.high) &* 0x9E37_79B9_7F4A_7C15
        }

        @inline(__always)
        func precedes(_ other: Item) -> Bool {
            mix != other.mix ? mix < other.mix : block < other.block
        }
    }

    private var items: [Item] = []
    private var spread: [Item] = []
    private var ends: [UInt32] = []

    mutating func sort(_ blocks: inout [ContentDigest]) {
        items.removeAll(keepingCapacity: true)
        for block in blocks { items.append(Item(block)) }
        if items.count >= Self.fewest && !spreadItems() { items.sort { $0.precedes($1) } }
        settle()
        for index in blocks.indices { blocks[index] = items[index].block }
    }

    /// Puts the blocks into buckets by the top bits of their mix; false where a bucket gets too many.
    private mutating func spreadItems() -> Bool {
        let bits = 64 - items.count.leadingZeroBitCount
        let shift = UInt64(64 - bits)
        ends.removeAll(keepingCapacity: true)
        ends.append(contentsOf: repeatElement(0, count: (1 << bits) + 1))
        for item in items { ends[Int(item.mix >> shift) + 1] += 1 }
        for bucket in 1..<ends.count {
            if ends[bucket] > Self.largestBucket { return false }
            ends[bucket] += ends[bucket - 1]
        }
        spread.removeAll(keepingCapacity: true)
        spread.append(contentsOf: items)
        for item in items {
            let bucket = Int(item.mix >> shift)
            spread[Int(ends[bucket])] = item
            ends[bucket] += 1
        }
        swap(&items, &spread)
        return true
    }

    /// Sorts by insertion what is nearly sorted.
    private mutating func settle() {
        for index in items.indices.dropFirst() where items[index].precedes(items[index - 1]) {
            let item = items[index]
            var place = index
            repeat {
                items[place] = items[place - 1]
                place -= 1
            } while place > 0 && item.precedes(items[place - 1])
            items[place] = item
        }
    }
}
