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

        /// Whether what stands beside the keys is converted too.
        var includesMeta: Bool { self == .all || self == .meta }
    }

    var options: RDBConvertOptions
    var input: RDBCheckInput
    /// The name of the input, for output that carries it.
    var file: String
    var isFirstInput: Bool
    var part: Part
    /// Notes which of the wanted keys were found.
    var search: KeySearch?
    /// What could be read of a damaged value stays in the output.
    var keepsDamaged = false
}
