/// Where the arguments of a command are in memory.
@safe
struct AOFArguments: ~Copyable {
    /// Arguments of a cut command that are remembered, and bytes of each.
    static let keptHeads = 64
    static let headBytes = 1024

    /// Start and length of each, 32 bits each.
    private var spans = RawBuffer(capacity: 8 * 128)
    private(set) var count = 0
    /// Whether only the starts of arguments are kept.
    private var isCut = false
    /// Of a cut command: words that it announces.
    private(set) var wanted = 0
    /// Where the next bytes of a start go, and how many are still kept.
    private var headPlace = 0
    private var headRoom = 0
    private var complete = 0
    /// Of a cut command: starts of arguments, each in a place of its own, and whole lengths.
    private var heads = RawBuffer(capacity: 0)
    private var lengths: [UInt64] = []

    /// One argument.
    struct Span {
        var start: Int
        var kept: Int
        var length: UInt64
    }

    var headsBase: UnsafeRawPointer { unsafe UnsafeRawPointer(heads.base) }

    /// Makes room for `count` arguments.
    @inline(__always)
    mutating func begin(_ wanted: Int) {
        if wanted &* 8 > spans.capacity { spans.grow(to: wanted * 16, keeping: 0) }
        count = wanted
    }

    @inline(__always)
    mutating func set(_ index: Int, start: Int, length: Int) {
        let word = UInt64(truncatingIfNeeded: start) | UInt64(truncatingIfNeeded: length) &<< 32
        unsafe spans.base.storeBytes(of: word, toByteOffset: index &* 8, as: UInt64.self)
    }

    /// Start and length of an argument of a whole command.
    @inline(__always)
    func place(_ index: Int) -> (start: Int, length: Int) {
        let word = unsafe spans.base.load(fromByteOffset: index &* 8, as: UInt64.self)
        return (Int(word & 0xFFFF_FFFF), Int(word &>> 32))
    }

    subscript(index: Int) -> Span? {
        guard index >= 0, index < count else { return nil }
        if isCut {
            guard index < lengths.count else { return nil }
            return Span(
                start: index * Self.headBytes, kept: Int(min(lengths[index], UInt64(Self.headBytes))),
                length: lengths[index])
        }
        let (start, length) = place(index)
        return Span(start: start, kept: length, length: UInt64(length))
    }

    /// Ends what ``beginCommand(_:)`` began.
    mutating func forgetCut() {
        isCut = false
        if !lengths.isEmpty { lengths = [] }
    }
}

/// Of a command that arrives in pieces, the starts of the first arguments are kept.
extension AOFArguments: AOFPieceVisitor {
    mutating func beginCommand(_ count: Int) {
        heads.grow(to: Self.keptHeads * Self.headBytes, keeping: 0)
        lengths = []
        isCut = true
        self.count = 0
        wanted = count
        complete = 0
    }

    mutating func beginArgument(length: UInt64, at offset: UInt64) {
        count += 1
        headRoom = 0
        guard lengths.count < Self.keptHeads else { return }
        headPlace = lengths.count * Self.headBytes
        headRoom = Int(min(length, UInt64(Self.headBytes)))
        lengths.append(length)
    }

    mutating func piece(_ base: UnsafeRawPointer, _ size: Int) {
        let part = min(size, headRoom)
        guard part > 0 else { return }
        unsafe (heads.base + headPlace).copyMemory(from: base, byteCount: part)
        headPlace += part
        headRoom -= part
    }

    mutating func endArgument() {
        complete += 1
    }

    /// Forgets an argument that began but did not end.
    mutating func dropIncomplete() {
        if lengths.count > complete { lengths.removeLast(lengths.count - complete) }
    }
}
