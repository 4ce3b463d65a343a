/// As much of a value as must be known to say when commands make its key vanish.
enum AOFKeyValue {
    /// A string; an empty one counts for BITOP.
    case string(isEmpty: Bool)
    case list(ElementList)
    case members(MemberSet)
    case scored(ScoredSet)
    /// A value that no command empties, as a stream, or one whose elements are not known.
    case opaque

    /// Bytes of memory that it takes, about.
    var cost: Int { 64 + (elements?.cost ?? 0) }

    private var elements: (any KeyElements)? {
        switch self {
        case .list(let list): list
        case .members(let set): set
        case .scored(let set): set
        case .string, .opaque: nil
        }
    }

    /// A value of its own with the same elements.
    var copy: AOFKeyValue {
        switch self {
        case .list(let list): .list(list.copy())
        case .members(let set): .members(MemberSet(set.members))
        case .scored(let set): .scored(ScoredSet(set.scores))
        case .string, .opaque: self
        }
    }
}

/// Elements of a value, which ends with the last of them.
protocol KeyElements: AnyObject {
    init()
    /// The elements, where they are of this kind.
    static func elements(of value: AOFKeyValue) -> Self?
    var value: AOFKeyValue { get }
    var count: Int { get }
    /// Bytes of memory, about.
    var cost: Int { get }
}

/// What is known of a key at a place of a log.
enum AOFKeyPresence {
    case absent
    case present(AOFKeyValue)
    /// It may be there or not.
    case unsure

    /// Whether it is there; nil where that is not known.
    var exists: Bool? {
        switch self {
        case .absent: false
        case .present: true
        case .unsure: nil
        }
    }
}
