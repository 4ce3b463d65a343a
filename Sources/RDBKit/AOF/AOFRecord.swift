/// One record of an append-only file.
public enum AOFRecord: Equatable, Sendable {
    /// A command; ``AOFReader`` has its arguments.
    case command
    /// `#TS:`, Unix seconds: what follows was written in this second or later.
    case timestamp(Int64)
    /// Any other line that begins with `#`. Servers before 7.0 refuse it.
    case annotation
}
