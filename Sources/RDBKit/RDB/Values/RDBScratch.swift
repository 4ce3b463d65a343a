/// Memory that decoders use again and again, so that decoding a key allocates nothing.
///
/// One per thread: nothing in it outlives the decoding of one key.
@safe
final class RDBScratch {
    /// Usual size of each buffer; a larger one is given back after use.
    static let usualCapacity = 1 << 20

    /// A packed node, expanded.
    var node = RawBuffer(capacity: usualCapacity)
    /// The key of the current record.
    var key = RawBuffer(capacity: 4096)
    /// The master fields of a stream node.
    var masterFields: [PackedElement] = []

    /// Gives back what an unusually large value needed.
    func shrink() {
        node.shrink(to: Self.usualCapacity)
        key.shrink(to: Self.usualCapacity)
    }
}
