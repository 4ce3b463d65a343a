import RDBKit

/// Counts lines as the official checkers do: two for each word and one for each count, up to the first error. And
/// remembers where they read last.
struct CompatLineCounter {
    let part: AOFPart
    let start: UInt64
    let damage: AOFDamage?

    /// Most of a damaged record that is looked at.
    private static let mostBytes = 1 << 20

    /// Lines of whole records, and those of the record that is damaged.
    private(set) var lines: UInt64 = 0
    /// Where the content of the last word begins that was read.
    private(set) var lastWord: UInt64 = 0

    init(part: AOFPart, start: UInt64, damage: AOFDamage?) {
        self.part = part
        self.start = start
        self.damage = damage
        count()
    }

    private mutating func count() {
        guard let input = try? AOFInput(path: part.path), let reopen = input.reopen,
            let source = try? reopen(start)
        else { return }
        var reader = AOFReader(source, offset: start, wholeLimit: 1 << 20)
        while let record = try? reader.next() {
            guard record == .command else { continue }
            lines += 1 + 2 * UInt64(reader.argumentCount)
            lastWord = reader.offset - reader.argumentLength(reader.argumentCount - 1) - 2
        }
        guard let damage, let rest = try? reopen(damage.start) else { return }
        lines += Self.partial(Self.head(rest))
    }

    private static func head(_ source: any ByteSource) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < mostBytes {
            var count = 0
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, length in
                count = (try? unsafe source.read(into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
                length = count
            }
            if count == 0 { break }
            bytes += chunk
        }
        return bytes
    }

    /// Lines of a record that can be read in front of what is wrong with it.
    private static func partial(_ bytes: [UInt8]) -> UInt64 {
        var rest = bytes[...]
        guard var words = number(&rest, 0x2A) else { return 0 }
        var lines: UInt64 = 1
        while words > 0, let length = number(&rest, 0x24) {
            lines += 1
            guard length >= 0, length < rest.count - 1 else { return lines }
            rest = rest.dropFirst(length)
            guard rest.starts(with: [0x0D, 0x0A]) else { return lines }
            rest = rest.dropFirst(2)
            lines += 1
            words -= 1
        }
        return lines
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ prefix: UInt8) -> Int? {
        guard rest.first == prefix, let end = rest.firstIndex(of: 0x0D), end + 1 < rest.endIndex,
            rest[end + 1] == 0x0A, let number = Int(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self))
        else { return nil }
        rest = rest[(end + 2)...]
        return number
    }
}
