/// What all workers of a conversion know.
struct RDBConvertPlan {
    /// Which records of the input are converted.
    enum Part {
        case all
        /// Only what stands beside the keys.
        case meta
        /// Only the keys.
        case keys
        /// Only keys, each of which says in which database it is.
        case keysWithDatabase
        /// None: only their end is looked for.
        case nothing
    }

    var options: RDBConvertOptions
    var input: RDBInput
    /// The name of the input, for output that carries it.
    var file: String
    var isFirstInput: Bool
    var part: Part
    /// Notes which of the wanted keys were found.
    var search: KeySearch?
    /// What could be read of a damaged value stays in the output.
    var keepsDamaged = false
    /// Whether nothing may follow; behind an RDB in front of a log, its commands do.
    var endsFile = true

    var wantsKeys: Bool { part != .meta && part != .nothing }
    var wantsMeta: Bool { part == .all || part == .meta }
}
