/// The bytes of a record that streams through a window: those of its head are kept, the others go where they should.
final class LargeRecordCopy: WindowFollower {
    /// What becomes of the next bytes.
    private enum Mode {
        case keeping, passing, dropping
    }

    private let order: OrderedOutput
    private let sequence: UInt64
    private let limit: Int
    private var mode = Mode.keeping
    /// The bytes from the start of the record to its value.
    private(set) var head: [UInt8] = []
    /// The head is longer than allowed.
    private(set) var isCut = false

    /// - Parameter limit: Bytes of the head that may be kept.
    init(_ order: OrderedOutput, of sequence: UInt64, limit: Int) {
        self.order = order
        self.sequence = sequence
        self.limit = limit
    }

    /// From now on bytes are written out, as a part of the turn.
    func pass() { mode = .passing }

    /// From now on bytes go nowhere.
    func drop() { mode = .dropping }

    func follow(_ bytes: UnsafeRawBufferPointer) {
        switch mode {
        case .keeping:
            isCut = isCut || head.count + bytes.count > limit
            if !isCut { unsafe head.append(contentsOf: bytes) }
        case .passing: unsafe order.writeEarly(bytes, of: sequence)
        case .dropping: break
        }
    }
}
