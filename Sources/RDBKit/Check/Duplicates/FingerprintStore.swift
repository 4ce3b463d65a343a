#if canImport(Glibc)
    internal import Glibc
#endif

/// Hashes of many strings, kept until all are there and then searched for equal ones.
///
/// ```
/// partition (top 8 bits of the hash)     chunks of 512 entries, linked
///   0 ─▶ |entries ...| ─▶ |entries|
///   1 ─▶ |entries ...|
///  ...                                   all from slabs in huge pages
/// 255
/// ```
/// A narrow entry is the low 48 bits, so 56 bits in all are compared: enough to name suspects, which are then
/// compared byte by byte. A wide entry is 128 bits and an offset, for input that cannot be read again.
/// Nothing is shared between threads; each has its own store.
@safe
final class FingerprintStore {
    static let partitions = 256
    private static let entriesPerChunk = 512
    private static let firstSlabBytes = 256 << 10
    private static let slabBytes = 4 << 20
    private static let hugePage = 2 << 20

    @safe
    private struct Tail {
        var cursor: UnsafeMutableRawPointer
        var end: UnsafeMutableRawPointer
    }

    /// Whether entries are wide.
    let isWide: Bool
    private let stride: Int
    private let chunkBytes: Int
    private let budget: MemoryBudget
    private let tails: UnsafeMutablePointer<Tail>
    private let placeholder: UnsafeMutableRawPointer
    private var slabs: [UnsafeMutableRawPointer] = unsafe []
    private var slabUsed = 0
    private var slabSize = 0
    private var reserved = 0
    /// Entries that found no room.
    private(set) var dropped: UInt64 = 0

    init(isWide: Bool, budget: MemoryBudget) {
        self.isWide = isWide
        self.budget = budget
        stride = isWide ? WideFingerprint.byteCount : 6
        // One pointer to the chunk before it; wide stores run over their end.
        chunkBytes = 8 + Self.entriesPerChunk * stride + 8
        unsafe placeholder = .allocate(byteCount: 16, alignment: 8)
        unsafe tails = .allocate(capacity: Self.partitions)
        unsafe tails.initialize(repeating: Tail(cursor: placeholder, end: placeholder), count: Self.partitions)
    }

    deinit {
        reset()
        unsafe tails.deallocate()
        unsafe placeholder.deallocate()
    }

    /// Adds a hash to a narrow store.
    @inline(__always)
    func add(_ hash: UInt64) {
        let tail = unsafe tails + Int(hash >> 56)
        if unsafe tail.pointee.cursor == tail.pointee.end, unsafe !startChunk(tail) { return }
        unsafe tail.pointee.cursor.storeBytes(of: hash, as: UInt64.self)
        unsafe tail.pointee.cursor += 6
    }

    /// Adds a hash to a wide store.
    func add(_ fingerprint: WideFingerprint) {
        let tail = unsafe tails + Int(fingerprint.low >> 56)
        if unsafe tail.pointee.cursor == tail.pointee.end, unsafe !startChunk(tail) { return }
        unsafe tail.pointee.cursor.storeBytes(of: fingerprint, as: WideFingerprint.self)
        unsafe tail.pointee.cursor += WideFingerprint.byteCount
    }

    /// Gives all memory back.
    func reset() {
        for index in unsafe slabs.indices { unsafe free(slabs[index]) }
        budget.release(reserved)
        reserved = 0
        unsafe slabs.removeAll()
        slabUsed = 0
        slabSize = 0
        dropped = 0
        unsafe tails.update(repeating: Tail(cursor: placeholder, end: placeholder), count: Self.partitions)
    }

    @inline(never)
    private func startChunk(_ tail: UnsafeMutablePointer<Tail>) -> Bool {
        if slabUsed + chunkBytes > slabSize, !addSlab() {
            dropped += 1
            return false
        }
        guard let slab = unsafe slabs.last else { return false }
        let chunk = unsafe slab + slabUsed
        slabUsed += chunkBytes
        let isFirst = unsafe tail.pointee.end == placeholder
        let before = unsafe isFirst ? nil : tail.pointee.end - (chunkBytes - 8)
        unsafe chunk.storeBytes(of: before, as: UnsafeMutableRawPointer?.self)
        unsafe tail.pointee = Tail(cursor: chunk + 8, end: chunk + (chunkBytes - 8))
        return true
    }

    /// The first slab is small, for small files; page faults are half of the cost of keeping a hash, so the others
    /// lie in huge pages.
    private func addSlab() -> Bool {
        let wanted = unsafe slabs.isEmpty ? Self.firstSlabBytes : Self.slabBytes
        guard let size = [wanted, Self.firstSlabBytes].first(where: budget.reserve) else { return false }
        var memory: UnsafeMutableRawPointer?
        guard unsafe posix_memalign(&memory, size > Self.hugePage ? Self.hugePage : 4096, size) == 0,
            let memory = unsafe memory
        else {
            budget.release(size)
            return false
        }
        if size > Self.hugePage { unsafe madvise(memory, size, MADV_HUGEPAGE) }
        unsafe slabs.append(memory)
        reserved += size
        slabSize = size
        slabUsed = 0
        return true
    }

    /// The number of entries in a partition.
    func count(in partition: Int) -> Int {
        var count = 0
        unsafe forEachChunk(in: partition) { _, entries in count += entries }
        return count
    }

    /// Calls `body` with the entries of a narrow store, 48 bits each.
    @inline(__always)
    func forEachNarrow(in partition: Int, _ body: (UInt64) -> Void) {
        unsafe forEachChunk(in: partition) { base, entries in
            for index in 0..<entries {
                body(unsafe base.loadUnaligned(fromByteOffset: 6 * index, as: UInt64.self) & SuspectSearch.entryMask)
            }
        }
    }

    /// Calls `body` with the entries of a wide store.
    func forEachWide(in partition: Int, _ body: (WideFingerprint) -> Void) {
        unsafe forEachChunk(in: partition) { base, entries in
            for index in 0..<entries {
                let offset = WideFingerprint.byteCount * index
                body(unsafe base.loadUnaligned(fromByteOffset: offset, as: WideFingerprint.self))
            }
        }
    }

    @inline(__always)
    private func forEachChunk(in partition: Int, _ body: (UnsafeRawPointer, Int) -> Void) {
        let tail = unsafe tails[partition]
        if unsafe tail.end == placeholder { return }
        let usable = chunkBytes - 16
        var chunk = unsafe tail.end - (chunkBytes - 8)
        unsafe body(chunk + 8, (tail.cursor - (chunk + 8)) / stride)
        while let before = unsafe chunk.load(as: UnsafeMutableRawPointer?.self) {
            unsafe body(before + 8, usable / stride)
            unsafe chunk = before
        }
    }
}

/// 128 bits of hash and where the string stands.
struct WideFingerprint: BitwiseCopyable {
    static let byteCount = 24

    var low: UInt64
    var high: UInt64
    var offset: UInt64
}
