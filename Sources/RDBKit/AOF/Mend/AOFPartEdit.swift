/// What a mend changes in one file.
public struct AOFPartEdit: Sendable {
    /// A stretch that is taken out.
    public struct Removal: Sendable {
        /// The bytes.
        public var range: Range<UInt64>
        /// Why.
        public var reason: String
        /// What is lost with it.
        public var loss = AOFLoss()
    }

    /// The file, by its place in the set.
    public let part: Int
    /// Bytes of the file as it was checked.
    public let size: UInt64
    /// What is taken out, in order.
    public internal(set) var removals: [Removal] = []
    /// Bytes that are put in, by where.
    public internal(set) var insertions: [UInt64: [UInt8]] = [:]
    /// The name that the edited file gets; the file itself is moved aside then. nil: it keeps its name.
    public internal(set) var newName: String?

    /// Where the file is cut, if that is all that is done to it.
    public var cut: UInt64? {
        guard newName == nil, insertions.isEmpty, removals.count == 1, let range = removals.first?.range,
            range.upperBound == size
        else { return nil }
        return range.lowerBound
    }

    /// What stays, in order.
    public var kept: [Range<UInt64>] {
        var kept: [Range<UInt64>] = []
        var place: UInt64 = 0
        for removal in removals {
            if removal.range.lowerBound > place { kept.append(place..<removal.range.lowerBound) }
            place = removal.range.upperBound
        }
        if place < size { kept.append(place..<size) }
        return kept
    }

    /// Bytes that the file will have.
    public var newSize: UInt64 {
        kept.reduce(0) { $0 + UInt64($1.count) } + insertions.values.reduce(0) { $0 + UInt64($1.count) }
    }

    /// All that is lost in this file.
    public var loss: AOFLoss {
        removals.reduce(into: AOFLoss()) { $0.add($1.loss) }
    }

    mutating func remove(_ range: Range<UInt64>, _ reason: String) {
        guard !range.isEmpty else { return }
        if let last = removals.last, range.lowerBound < last.range.upperBound {
            let merged = last.range.lowerBound..<max(last.range.upperBound, range.upperBound)
            removals[removals.count - 1].range = merged
        } else {
            removals.append(Removal(range: range, reason: reason))
        }
    }
}
