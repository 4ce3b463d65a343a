/// Where the records are of all keys that differ.
struct DiffPlaces {
    /// Records of one name; ``none`` where there is none.
    struct Place: BitwiseCopyable {
        static let none = UInt64.max

        var before: UInt64
        var after: UInt64
        var isUnknown: Bool
    }

    private let most: Int
    private var places: [Place] = []
    /// Places that found no room.
    private(set) var dropped: UInt64 = 0

    init(memory: Int) {
        most = memory / MemoryLayout<Place>.stride
    }

    mutating func add(_ pairs: [DiffShard.Pair], _ waiting: [DiffEntry]) {
        for pair in pairs {
            add(Place(before: pair.before, after: pair.after, isUnknown: pair.isUnknown))
        }
        for entry in waiting {
            let isOld = entry.side == .before
            add(
                Place(
                    before: isOld ? entry.offset : Place.none, after: isOld ? Place.none : entry.offset,
                    isUnknown: entry.isUnknown))
        }
    }

    private mutating func add(_ place: Place) {
        if places.count < most { places.append(place) } else { dropped += 1 }
    }

    /// In the order of the first source, then of the second.
    func sorted() -> [Place] {
        places.sorted { ($0.before, $0.after) < ($1.before, $1.after) }
    }
}
