/// What all workers of a rewriting know.
struct RDBRewritePlan {
    var options: RDBRewriteOptions
    var input: RDBCheckInput
    /// The hashes of names in the output.
    var hashes: [KeyedHash]

    init(_ options: RDBRewriteOptions, _ input: RDBCheckInput) {
        self.options = options
        self.input = input
        var generator = SystemRandomNumberGenerator()
        hashes = [KeyedHash(using: &generator), KeyedHash(using: &generator)]
    }

    /// Workers; keys can be counted in the order of the file only by one.
    var threads: Int { options.limit == nil ? max(1, options.threads) : 1 }
}
