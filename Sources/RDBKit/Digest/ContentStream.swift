/// Takes a canonical form piece by piece, and hashes it. Calls are dispatched statically.
protocol ContentStream: SendableMetatype, ~Copyable {
    /// Forgets everything.
    mutating func begin()
    mutating func add(_ byte: UInt8)
    mutating func add(_ number: UInt64)
    /// The digest of another stream of this kind.
    mutating func add(_ digest: ContentDigest)
    /// Stands where a string could, and is none.
    mutating func addMark(_ number: UInt64)
    /// A string that others may follow.
    mutating func addString(_ value: borrowing RDBScalar)
    /// A string that is all there is.
    mutating func addBareString(_ value: borrowing RDBScalar)
    /// A string of so many bytes follows in pieces.
    mutating func beginString(length: UInt64)
    /// A string that is all there is follows in pieces.
    mutating func beginBareString()
    /// The next piece; how a string is cut is no matter.
    mutating func addPiece(_ bytes: RawSpan)
    /// The string that came in pieces is complete.
    mutating func endString()
    /// The hash of all that was added.
    mutating func finish() -> ContentDigest
    /// What stands for all that was added where that is an element of something.
    mutating func finishBlock() -> ContentDigest
}

extension ContentStream where Self: ~Copyable {
    mutating func add(_ id: StreamID) {
        add(id.milliseconds)
        add(id.sequence)
    }
}

/// The elements of one value in any order, each what ``ContentStream/finishBlock()`` made of it.
protocol ContentElements: SendableMetatype, ~Copyable {
    var isEmpty: Bool { get }
    /// Forgets all elements.
    mutating func begin()
    mutating func insert(_ block: ContentDigest)
    /// Appends number and elements to the form of the value.
    mutating func write<Stream: ContentStream & ~Copyable>(to stream: inout Stream)
}
