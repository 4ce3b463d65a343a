/// A place in a log at which a range of it begins or ends.
public enum AOFPlace: Sendable {
    /// A second, Unix time. A range from there begins with the first `#TS:` that is not earlier; a range to there
    /// ends in front of the first that is later.
    case seconds(Int64)
    /// An offset in the file with this name, or in the last one.
    case offset(UInt64, file: String?)
    /// Behind so many commands of the whole set.
    case commands(UInt64)
}

extension AOFRange {
    /// The range from `since` to `until` as it lies in one of the parts of `set`.
    init(since: AOFPlace?, until: AOFPlace?, in set: AOFSet, part index: Int) {
        self.init(since: since, until: until) { file in
            let place = file.map { name in set.parts.firstIndex { $0.name == name } ?? set.parts.count }
            return (place ?? set.parts.count - 1) - index
        }
    }

    /// - Parameter distance: How many files further on the one with this name is, or the last where there is no name.
    init(since: AOFPlace?, until: AOFPlace?, distance: (String?) -> Int) {
        switch since {
        case .seconds(let seconds): sinceSeconds = seconds
        case .commands(let count): sinceCommands = count
        case .offset(let offset, let file): sinceOffset = Self.offset(offset, distance(file))
        case nil: break
        }
        switch until {
        case .seconds(let seconds): untilSeconds = seconds
        case .commands(let count): untilCommands = count
        case .offset(let offset, let file): untilOffset = Self.offset(offset, distance(file))
        case nil: break
        }
    }

    private static func offset(_ offset: UInt64, _ distance: Int) -> UInt64 {
        distance == 0 ? offset : distance > 0 ? .max : 0
    }
}
