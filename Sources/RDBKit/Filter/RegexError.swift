/// What is wrong with a regular expression.
public struct RegexError: Error, Equatable, CustomStringConvertible {
    /// What PCRE2 says of it.
    public let message: String
    /// The byte of the pattern at which PCRE2 noticed.
    public let offset: Int

    /// Both, as the end of a sentence: `missing closing parenthesis at offset 4`.
    public var description: String { "\(message) at offset \(offset)" }
}
