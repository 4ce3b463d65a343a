internal import CPCRE2

/// What PCRE2 writes to while it substitutes: one for each thread and pattern.
@safe
final class SubstitutionScratch {
    /// A name may not become longer than the longest that is searched.
    private static let largestResult = 4 * RegexPattern.longestKey

    static let options = UInt32(
        PCRE2_SUBSTITUTE_EXTENDED | PCRE2_SUBSTITUTE_UNSET_EMPTY | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH)

    let data: OpaquePointer
    private let limits: RegexScratch
    private var room = RawBuffer(capacity: 1024)
    /// Bytes in the buffer, or as many as it would need.
    var count = 0

    var context: OpaquePointer { unsafe limits.context }
    var buffer: UnsafeMutablePointer<UInt8> { unsafe room.base.assumingMemoryBound(to: UInt8.self) }
    /// Stands for the address of nothing.
    var empty: UnsafePointer<UInt8> { unsafe UnsafePointer(buffer) }

    /// nil where there is no memory.
    convenience init?(_ substitution: KeySubstitution) {
        self.init(substitution.pattern)
    }

    /// nil where there is no memory.
    init?(_ pattern: RegexPattern) {
        guard let limits = RegexScratch() else { return nil }
        guard let data = unsafe pcre2_match_data_create_from_pattern_8(pattern.code, nil) else { return nil }
        unsafe self.data = data
        self.limits = limits
    }

    deinit {
        unsafe pcre2_match_data_free_8(data)
    }

    /// What the last substitution made.
    var result: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: room.base, count: count)) }

    /// Sets the limit of steps for a name of so many bytes.
    func prepare(for length: Int) {
        limits.limitSteps(RegexPattern.steps(forLength: length))
        count = room.capacity
    }

    /// Makes room for what did not fit in; false where it never will.
    func growToWanted() -> Bool {
        guard count > room.capacity, count <= Self.largestResult else { return false }
        room.grow(to: count, keeping: 0)
        return true
    }
}
