/// One difference inside a key.
public struct DiffChange: Equatable, Sendable {
    /// What happened to the part.
    public enum Kind: String, Sendable {
        case added, removed, changed
    }

    /// What kind of part it is.
    public enum Part: String, Sendable {
        /// The type of the key; before and after are its names.
        case type
        /// The expiry of the key, or of a hash field; before and after are Unix milliseconds.
        case expiry
        case fieldExpiry = "field-expiry"
        /// The whole value.
        case value
        case field, member, item, entry, group, consumer, pending
        /// A score; before and after are its shortest decimal forms.
        case score
        /// The last id of a stream or of a group.
        case lastID = "last-id"

        /// Whether it is a part that a key (or a group) has one of, and that needs no name.
        public var isOfWhole: Bool {
            switch self {
            case .type, .expiry, .value, .lastID: true
            default: false
            }
        }
    }

    public var kind: Kind
    public var part: Part
    /// The name of the part: a field, a member, the id of an entry, an index; empty for the key itself.
    public var name: [UInt8]
    /// The group to which the part belongs.
    public var group: [UInt8]?
    /// What was there; nil where it was not there, or is not shown.
    public var before: [UInt8]?
    /// What is there; nil where it is not there, or is not shown.
    public var after: [UInt8]?

    init(
        _ kind: Kind, _ part: Part, _ name: [UInt8] = [], group: [UInt8]? = nil, before: [UInt8]? = nil,
        after: [UInt8]? = nil
    ) {
        self.kind = kind
        self.part = part
        self.name = name
        self.group = group
        self.before = before
        self.after = after
    }

    /// A part that was there, or is there, or both.
    init(_ part: Part, _ name: [UInt8] = [], group: [UInt8]? = nil, from before: [UInt8]?, to after: [UInt8]?) {
        let kind: Kind = before == nil ? .added : after == nil ? .removed : .changed
        self.init(kind, part, name, group: group, before: before, after: after)
    }
}

/// A key that is not the same in both sources.
public struct KeyDifference: Sendable {
    /// The key as it was; nil where it was not there.
    public var before: DiffKey?
    /// The key as it is; nil where it is not there.
    public var after: DiffKey?
    /// What changed inside; empty where the value is too large to be compared inside, or was only added or removed.
    public var changes: [DiffChange] = []

    /// What happened to the key.
    public var kind: DiffChange.Kind { before == nil ? .added : after == nil ? .removed : .changed }

    /// The key on either side.
    public var key: DiffKey? { after ?? before }
}
