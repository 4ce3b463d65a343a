extension BinaryInteger {
    /// The number and what it counts: `1 key`, `2 keys`.
    ///
    /// - Parameters:
    ///   - one: What stands behind 1.
    ///   - many: What stands behind all other numbers; an s more than behind 1, if nothing is said.
    package func counted(_ one: String, _ many: String? = nil) -> String {
        "\(self) \(self == 1 ? one : many ?? one + "s")"
    }
}
