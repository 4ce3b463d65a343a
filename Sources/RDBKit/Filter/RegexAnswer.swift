/// What a regular expression says of a key.
enum RegexAnswer {
    case yes, no
    /// A limit ended the search.
    case undecided
}
