/// Keys of a cluster slot, as announced and as counted.
struct SlotCounts {
    var offset = UInt64.max
    var announced: UInt64 = 0
    var counted: UInt64 = 0

    mutating func merge(_ other: SlotCounts) {
        offset = min(offset, other.offset)
        announced &+= other.announced
        counted += other.counted
    }
}
