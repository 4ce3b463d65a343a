/// A record that means something for those behind it, or that something is wrong with.
struct AOFScanEvent {
    /// What it is.
    enum What {
        /// SELECT; nil where it names no number.
        case select(UInt64?)
        case multi
        case exec
        /// A `#TS:` line, Unix seconds.
        case timestamp(Int64)
        case finding(RDBError.Code, found: UInt64?, detail: String?)
    }

    var what: What
    /// The bytes of the record.
    var start: UInt64
    var end: UInt64
    /// Commands of the same stretch in front of it.
    var commandsBefore: UInt64
}
