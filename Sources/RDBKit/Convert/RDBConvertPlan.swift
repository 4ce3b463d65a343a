/// What all workers of a conversion know.
struct RDBConvertPlan {
    /// Which records of the input are converted.
    enum Part {
        case all
        /// Only what stands beside the keys.
        case meta
        /// Only the keys.
        case keys
    }

    var options: RDBConvertOptions
    var input: RDBCheckInput
    /// The name of the input, for output that carries it.
    var file: String
    var isFirstInput: Bool
    var part: Part
}
