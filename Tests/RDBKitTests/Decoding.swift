import Testing

@testable import RDBKit

/// Decodes single values in every way there is.
enum Decoding {
    /// The events of a value that stands alone at offset 0, and the error that ends it.
    ///
    /// From memory, through a window, byte by byte, and skipped: all ways must agree.
    static func events(
        _ type: RDBObjectType, _ value: [UInt8], templates: RDBTemplates = RDBTemplates(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> [String] {
        let fromMemory = inMemory(value, type, templates)
        for step in [1, 3, Int.max] {
            let input = ByteReader(InputWindow(MemorySource(value, step: step), capacity: 64))
            let streamed = events(input, type, templates, total: value.count)
            #expect(streamed == fromMemory, "in steps of \(step)", sourceLocation: sourceLocation)
        }
        let skipped = skip(value, type, templates)
        let ending = fromMemory.last?.hasPrefix("throws") == true ? fromMemory.last : nil
        #expect(skipped == ending, "skipped", sourceLocation: sourceLocation)
        return fromMemory
    }

    private static func inMemory(
        _ value: [UInt8], _ type: RDBObjectType, _ templates: RDBTemplates
    ) -> [String] {
        // Others' memory behind the value must not matter.
        let padded = value + [UInt8](repeating: 0xA5, count: 64)
        return unsafe padded.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return [] }
            let input = unsafe ByteReader(base: base, count: value.count, offset: 0)
            return events(input, type, templates, total: value.count)
        }
    }

    private static func events(
        _ input: consuming ByteReader, _ type: RDBObjectType, _ templates: RDBTemplates, total: Int
    ) -> [String] {
        var decoder = RDBValueDecoder(input, scratch: RDBScratch(), nodeLimit: 1 << 30)
        decoder.templates = templates
        var log = EventLog()
        do throws(RDBError) {
            try decoder.decode(type, into: &log)
            if decoder.input.offset != total { log.note("ends at \(decoder.input.offset)") }
        } catch {
            log.note("throws \(error.text)")
        }
        return log.events
    }

    /// The error that skipping the value ends with.
    private static func skip(_ value: [UInt8], _ type: RDBObjectType, _ templates: RDBTemplates) -> String? {
        let input = ByteReader(InputWindow(MemorySource(value), capacity: 64))
        var decoder = RDBValueDecoder(input, scratch: RDBScratch(), nodeLimit: 1 << 30)
        decoder.templates = templates
        var nothing = SkippingVisitor()
        do throws(RDBError) {
            try decoder.decode(type, into: &nothing)
            return decoder.input.offset == value.count ? nil : "ends at \(decoder.input.offset)"
        } catch {
            return "throws \(error.text)"
        }
    }
}

/// Checks files in memory.
enum Checking {
    static func report(
        _ bytes: [UInt8], step: Int = .max, threads: Int = 1, reopens: Bool = true,
        _ change: (inout RDBCheckOptions) -> Void = { _ in }
    ) -> RDBCheckReport {
        var options = RDBCheckOptions()
        options.threads = threads
        change(&options)
        let source = MemorySource(bytes, step: step)
        guard reopens else { return RDBChecker(options).check(RDBInput(source)) }
        let input = RDBInput(source) { () throws(RDBError) -> any ByteSource in
            MemorySource(bytes, step: step)
        }
        return RDBChecker(options).check(input)
    }

    /// What is found in a file, as text.
    static func findings(
        _ bytes: [UInt8], _ change: (inout RDBCheckOptions) -> Void = { _ in }
    ) -> [String] {
        report(bytes, change).findings.map(\.text)
    }

    /// What is found in the file that `body` writes.
    static func findings(in header: String = "REDIS0012", _ body: (inout RDBBytes) -> Void) -> [String] {
        findings(RDBBytes.file(header, body))
    }
}
