/// A library that expands frames (gzip calls them members), one after the other.
protocol FrameDecoder: ~Copyable {
    /// Bytes that ``begin(_:)`` wants to see.
    static var headerLength: Int { get }
    /// Whether zeros may follow the last frame: tapes and block devices leave them.
    static var allowsPadding: Bool { get }

    /// Prepares for a frame that starts with `head`, which is shorter than the header only where the input ends.
    mutating func begin(_ head: UnsafeRawBufferPointer) throws(RDBError)

    /// Expands some of a frame.
    ///
    /// It must take or make at least one byte if there is input. What it makes is lost if it throws, so it should
    /// take a block at a time.
    mutating func decode(_ step: inout DecodingStep) throws(RDBError)
}
