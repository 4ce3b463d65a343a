/// Where all that a conversion makes goes, from one input or from several.
@safe
final class ConvertedOutput: @unchecked Sendable {
    private let sink: any ByteSink
    private let isArray: Bool
    private var hasBegun = false
    /// Whether anything was written.
    private(set) var hasWritten = false
    /// What ended the writing.
    private(set) var failure: OutputError?

    /// - Parameter isArray: Whether what is written are the elements of a JSON array, each with a comma in front.
    init(_ sink: any ByteSink, isArray: Bool) {
        self.sink = sink
        self.isArray = isArray
    }

    /// Writes bytes; the first failure is kept, and nothing is written after it.
    func write(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil, unsafe !bytes.isEmpty else { return }
        guard isArray && !hasBegun else { return unsafe put(bytes) }
        // The first element has no comma in front of it.
        hasBegun = true
        put("[")
        unsafe put(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    }

    /// Writes what stands behind all inputs.
    func finish() throws(OutputError) {
        if isArray { put(hasBegun ? "\n]\n" : "[]\n") }
        if let failure { throw failure }
    }

    /// Writes a text that belongs to no input.
    func write(_ text: StaticString) {
        put(text)
    }

    private func put(_ text: StaticString) {
        unsafe put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private func put(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        do throws(OutputError) {
            hasWritten = true
            try unsafe sink.write(bytes)
        } catch {
            failure = error
        }
    }
}
