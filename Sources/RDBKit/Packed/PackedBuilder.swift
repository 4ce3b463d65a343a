/// Builds a packed node, element by element, in memory that is used again for the next.
protocol PackedBuilder: ~Copyable {
    /// Starts the first node.
    init()
    /// Starts the next node.
    mutating func removeAll()
    /// Bytes of the node so far, without its terminator.
    var byteCount: Int { get }
    /// Elements so far.
    var count: Int { get }
    /// Appends a string; the decimal text of an integer is stored as the integer.
    mutating func append(_ base: UnsafeRawPointer, _ size: Int)
    /// Appends an integer.
    mutating func append(_ integer: Int64)
    /// Completes the node; its bytes stay where they are until the next one starts.
    mutating func finish() -> UnsafeRawBufferPointer
}

extension PackedBuilder where Self: ~Copyable {
    /// Appends one element of another node.
    @inline(__always)
    mutating func append(_ element: PackedElement) {
        if let base = unsafe element.base {
            unsafe append(base, element.count)
        } else {
            append(element.integer)
        }
    }

    /// Appends a string.
    @inline(__always)
    mutating func append(_ value: borrowing RDBScalar) {
        switch value {
        case .integer(let integer): append(integer)
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes {
                // The memory of an empty string is never read.
                if let base = $0.baseAddress { unsafe append(base, $0.count) }
            }
        }
    }
}
