/// One call of a decoder: what it may use, and what it used.
@safe
struct DecodingStep {
    let input: UnsafeRawBufferPointer
    let output: UnsafeMutableRawBufferPointer
    var consumed = 0
    var produced = 0
    /// The frame has ended, and all of it is in the output.
    var endsFrame = false

    init(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) {
        unsafe self.input = input
        unsafe self.output = output
    }

    /// Whether a call was in vain: no decoder does that, but waiting for it would be endless.
    var isStuck: Bool { unsafe !input.isEmpty && consumed == 0 && produced == 0 && !endsFrame }
}
