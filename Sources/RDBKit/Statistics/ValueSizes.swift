/// Counts the elements of one value and their sizes.
///
/// The size of a list item, set member or string is its length; of a sorted set's element that of the member and its
/// printed score; of a hash's that of field and value; of a stream's that of all fields and values of a live entry.
struct ValueSizes: RDBValueVisitor {
    /// As many sizes are remembered before they go into a histogram.
    private static let mostRecent = 1024

    private(set) var elements: UInt64 = 0
    /// Bytes of all elements.
    private(set) var bytes: UInt64 = 0
    private(set) var largest: UInt64 = 0
    /// The last sizes; those before them are in `earlier`.
    private var recent: [UInt64] = []
    private var earlier = SizeHistogram()
    /// Bytes of the element that is being read.
    private var open: UInt64 = 0
    private var isInEntry = false

    /// Forgets all but the memory.
    mutating func begin() {
        (elements, bytes, largest) = (0, 0, 0)
        recent.removeAll(keepingCapacity: true)
        if earlier.count > 0 { earlier = SizeHistogram() }
        isInEntry = false
    }

    /// Adds the sizes to `histogram`.
    func add(to histogram: inout SizeHistogram) {
        for size in recent { histogram.add(size) }
        if earlier.count > 0 { histogram.add(earlier) }
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch value {
        case .bytes(let bytes): add(UInt64(bytes.byteCount), role)
        case .integer(let number):
            add(UInt64(DecimalText.digitCount(number.magnitude) + (number < 0 ? 1 : 0)), role)
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) { add(length, role) }

    mutating func score(_ score: Double) { close(open &+ ScoreLength.of(score)) }

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        closeEntry()
        isInEntry = !isDeleted
        open = 0
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) { closeEntry() }

    /// What a module keeps has no size that is known here.
    mutating func module(_ id: ModuleID) { elements = 1 }

    private mutating func add(_ length: UInt64, _ role: RDBRole) {
        switch role {
        case .string, .listItem, .setMember: close(length)
        case .hashField, .zsetMember: open = length
        case .hashValue: close(open &+ length)
        case .streamField, .streamValue: open &+= length
        default: break
        }
    }

    private mutating func closeEntry() {
        if isInEntry { close(open) }
        isInEntry = false
    }

    private mutating func close(_ size: UInt64) {
        elements += 1
        bytes &+= size
        largest = max(largest, size)
        if recent.count == Self.mostRecent {
            for size in recent { earlier.add(size) }
            recent.removeAll(keepingCapacity: true)
        }
        recent.append(size)
    }
}
