import CEscape
import Testing

@testable import RDBKit

@Suite struct EscapeTests {
    /// What a copy wrote, and how many bytes of the source it took.
    private struct Copy: Equatable {
        var text: [UInt8]
        var taken: Int
    }

    private enum Way: CaseIterable { case inlined, any, portable }

    private static func copy(_ bytes: [UInt8], _ way: Way) -> Copy {
        let source = bytes + [UInt8](repeating: 0x22, count: 16)
        var target = [UInt8](repeating: 0, count: 6 * bytes.count + 32)
        return unsafe source.withUnsafeBufferPointer { source in
            unsafe target.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else {
                    return Copy(text: [], taken: -1)
                }
                let end = unsafe from + bytes.count
                let done =
                    switch way {
                    case .inlined: unsafe rdbkit_escape_json(to, from, end)
                    case .any: unsafe rdbkit_escape_any(to, from, end)
                    case .portable: unsafe rdbkit_escape_portable(to, from, end)
                    }
                let written = unsafe done.target.map { unsafe $0 - to } ?? 0
                let taken = unsafe done.source.map { unsafe $0 - from } ?? -1
                return unsafe Copy(text: Array(target[..<written]), taken: taken)
            }
        }
    }

    /// The same from its definition (RFC 8259, section 7).
    private static func reference(_ bytes: [UInt8]) -> Copy {
        var copy = Copy(text: [], taken: 0)
        while copy.taken < bytes.count {
            let rest = bytes[copy.taken...]
            guard let length = (1...4).first(where: { String(validating: rest.prefix($0), as: UTF8.self) != nil })
            else { break }
            copy.text += length == 1 ? escaped(rest[copy.taken]) : Array(rest.prefix(length))
            copy.taken += length
        }
        return copy
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
        case 0x08: Array(#"\b"#.utf8)
        case 0x09: Array(#"\t"#.utf8)
        case 0x0A: Array(#"\n"#.utf8)
        case 0x0C: Array(#"\f"#.utf8)
        case 0x0D: Array(#"\r"#.utf8)
        case ..<0x20: Array(#"\u00"#.utf8) + Array((byte < 16 ? "0" : "").utf8) + Array(String(byte, radix: 16).utf8)
        default: [byte]
        }
    }

    private static func expectSame(_ bytes: [UInt8]) {
        let expected = reference(bytes)
        for way in Way.allCases { #expect(copy(bytes, way) == expected, "\(way) \(bytes)") }
    }

    @Test func everyByteAtEveryPlace() {
        for byte in UInt8.min...UInt8.max {
            for place in [0, 1, 7, 8, 14, 15, 16, 17, 31, 32] {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: place + 1 + Int(byte) % 3)
                bytes[place] = byte
                Self.expectSame(bytes)
            }
        }
    }

    /// The first and last characters of each length, and what is next to them, cut everywhere.
    @Test(
        arguments: [
            [0x7F], [0xC1, 0xBF], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0, 0x80],
            [0xED, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x90, 0x80, 0x80],
            [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82, 0x82, 0x82],
        ] as [[UInt8]])
    func sequences(_ sequence: [UInt8]) {
        for place in 0..<20 {
            for length in 0...sequence.count {
                let before = [UInt8](repeating: UInt8(ascii: "\""), count: place)
                Self.expectSame(before + sequence.prefix(length))
                Self.expectSame(before + sequence.prefix(length) + Array("\n".utf8))
            }
        }
    }

    @Test func randomText() {
        var random = TestRandom(20)
        let words = ["order", "注文", "naïve", "🙂", "\"", "\\", "\u{1}", "\t", " ", "{\"a\": ", "доставка"]
        for _ in 0..<3_000 {
            var bytes = (0..<Int.random(in: 0..<12, using: &random)).flatMap { _ in
                Array((words.randomElement(using: &random) ?? "").utf8)
            }
            if !bytes.isEmpty && Bool.random(using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            Self.expectSame(bytes)
        }
    }
}
