/// Hashes a canonical form under keys of this run, in one pass over its bytes where they lie.
@safe
struct KeyedStream: ContentStream, ~Copyable {
    /// Bytes that a string in pieces is gathered in, and of these the last 16 stay: they may be the end.
    private static let capacity = 4096 + 16

    private let keys: DigestKeys
    private var state = DigestKeys.State()
    private let buffer = RawBuffer(capacity: capacity)
    private var gathered = 0
    private var length: UInt64 = 0

    init(_ keys: DigestKeys) {
        self.keys = keys
    }

    @inline(__always)
    mutating func begin() { state = DigestKeys.State() }

    // MARK: Pieces of the form

    @inline(__always)
    mutating func add(_ byte: UInt8) { keys.add(UInt64(byte), to: &state) }

    @inline(__always)
    mutating func add(_ number: UInt64) { keys.add(number, to: &state) }

    @inline(__always)
    mutating func add(_ digest: ContentDigest) { keys.add(digest, to: &state) }

    /// No string hashes like a number.
    @inline(__always)
    mutating func addMark(_ number: UInt64) { keys.add(number, to: &state) }

    @inline(__always)
    mutating func addString(_ value: borrowing RDBScalar) {
        switch value {
        case .integer(let integer): keys.add(integer: integer, to: &state)
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes { unsafe keys.add($0.baseAddress, $0.count, to: &state) }
        }
    }

    @inline(__always)
    mutating func addBareString(_ value: borrowing RDBScalar) { addString(value) }

    // MARK: Strings in pieces

    mutating func beginString(length: UInt64) { beginBareString() }

    mutating func beginBareString() {
        gathered = 0
        length = 0
    }

    mutating func addPiece(_ bytes: RawSpan) {
        length += UInt64(bytes.byteCount)
        var done = 0
        while done < bytes.byteCount {
            if gathered == Self.capacity { addGathered() }
            let part = min(bytes.byteCount - done, Self.capacity - gathered)
            unsafe bytes.withUnsafeBytes { piece in
                guard let base = piece.baseAddress else { return }
                unsafe (buffer.base + gathered).copyMemory(from: base + done, byteCount: part)
            }
            gathered += part
            done += part
        }
    }

    private mutating func addGathered() {
        let count = Self.capacity - 16
        unsafe keys.addBlocks(buffer.base, count, to: &state)
        unsafe buffer.base.copyMemory(from: buffer.base + count, byteCount: 16)
        gathered = 16
    }

    mutating func endString() {
        if length == UInt64(gathered) {
            unsafe keys.add(buffer.base, gathered, to: &state)
        } else {
            unsafe keys.addEnd(buffer.base, gathered, ofLength: length, to: &state)
        }
    }

    // MARK: Results

    @inline(__always)
    mutating func finish() -> ContentDigest { keys.hash(state) }

    @inline(__always)
    mutating func finishBlock() -> ContentDigest { keys.hash(state) }
}
