internal import CPCRE2

/// What PCRE2 writes to while it searches, and its limits: one for each thread, for all patterns.
@safe
final class RegexScratch {
    /// KiB of memory for backtracking, where there is no machine code.
    private static let heapLimit: UInt32 = 8 << 10
    /// Nested backtracking, where there is no machine code.
    private static let depthLimit: UInt32 = 100_000
    /// Bytes of the stack of machine code, at first and at most.
    private static let stack = 32 << 10...1 << 20

    let data: OpaquePointer
    let context: OpaquePointer
    private let stack: OpaquePointer?

    /// nil where there is no memory.
    init?() {
        // One pair of offsets: what is wanted is only whether there is a match.
        guard let data = unsafe pcre2_match_data_create_8(1, nil) else { return nil }
        guard let context = unsafe pcre2_match_context_create_8(nil) else {
            unsafe pcre2_match_data_free_8(data)
            return nil
        }
        unsafe self.data = data
        unsafe self.context = context
        unsafe stack = pcre2_jit_stack_create_8(Self.stack.lowerBound, Self.stack.upperBound, nil)
        _ = unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
        _ = unsafe pcre2_set_depth_limit_8(context, Self.depthLimit)
        unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }

    deinit {
        unsafe pcre2_jit_stack_free_8(stack)
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_match_data_free_8(data)
    }

    /// Sets how many steps a search may take from each byte of the key.
    @inline(__always)
    func limitSteps(_ steps: Int) {
        _ = unsafe pcre2_set_match_limit_8(context, UInt32(clamping: steps))
    }
}
