/// How often sizes occur: exactly below 2048, above that in steps of less than a thousandth part.
///
/// The steps are those of an HDR histogram with three significant digits, as Valkey's checker has one; but no size is
/// too large here, and memory is taken only where sizes are.
struct SizeHistogram: Sendable {
    private static let exactBits = 11
    private static let pageSize = 64

    /// Counters in steps, by pages that are empty where nothing was counted.
    private var pages: [[UInt64]] = []
    /// Sizes that were added.
    private(set) var count: UInt64 = 0

    mutating func add(_ size: UInt64) {
        let index = Self.index(of: size)
        let page = index / Self.pageSize
        makePage(page)
        pages[page][index % Self.pageSize] += 1
        count += 1
    }

    /// Adds all that `other` has counted.
    mutating func add(_ other: SizeHistogram) {
        for (page, counters) in other.pages.enumerated() where !counters.isEmpty {
            makePage(page)
            for index in counters.indices { pages[page][index] += counters[index] }
        }
        count += other.count
    }

    /// The size that `percent` of the sizes do not exceed: the end of its step; 0 where nothing was counted.
    func percentile(_ percent: Double) -> UInt64 {
        var left = max(1, UInt64(percent / 100 * Double(count) + 0.5))
        for (page, counters) in pages.enumerated() {
            for (index, counter) in counters.enumerated() {
                if counter >= left { return Self.greatestSize(page * Self.pageSize + index) }
                left -= counter
            }
        }
        return 0
    }

    private mutating func makePage(_ page: Int) {
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty { pages[page] = [UInt64](repeating: 0, count: Self.pageSize) }
    }

    /// The step of a size: each power of two from 2048 on has 1024 steps.
    private static func index(of size: UInt64) -> Int {
        let shift = UInt64.bitWidth - size.leadingZeroBitCount - exactBits
        guard shift > 0 else { return Int(size) }
        return shift << (exactBits - 1) + Int(size >> UInt64(shift))
    }

    private static func greatestSize(_ index: Int) -> UInt64 {
        let half = 1 << (exactBits - 1)
        guard index >= 2 * half else { return UInt64(index) }
        let shift = index / half - 1
        return (UInt64(index - shift * half + 1) << UInt64(shift)) &- 1
    }
}
