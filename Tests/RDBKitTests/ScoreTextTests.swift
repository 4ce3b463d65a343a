import Foundation
import Testing

@testable import RDBKit

/// Scores as text: bit for bit what `strtod` makes of them.
struct ScoreTextTests {
    private func parse(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return unsafe ScoreText.parse(base, bytes.count)
        }
    }

    private func reference(_ text: String) -> Double? {
        unsafe text.withCString { start in
            var end: UnsafeMutablePointer<CChar>?
            let value = unsafe strtod(start, &end)
            guard let end = unsafe end, !text.isEmpty else { return nil }
            return unsafe UnsafePointer(end) == start + text.utf8.count ? value : nil
        }
    }

    private func agrees(_ text: String) -> Bool {
        let (mine, theirs) = (parse(text), reference(text))
        if let mine, let theirs, mine.isNaN, theirs.isNaN { return true }
        return mine?.bitPattern == theirs?.bitPattern
    }

    @Test(arguments: 0..<4)
    func randomDoubles(_ seed: UInt64) {
        var random = TestRandom(seed)
        var wrong: [String] = []
        for index in 0..<50_000 {
            let value = randomDouble(index, &random)
            for text in ["\(value)", String(format: "%.17g", value)] where !agrees(text) { wrong.append(text) }
        }
        #expect(wrong.prefix(5) == [])
    }

    /// All bit patterns, and the magnitudes that scores really have.
    private func randomDouble(_ index: Int, _ random: inout TestRandom) -> Double {
        switch index % 5 {
        case 0: return Double(bitPattern: random.next())
        case 1: return Double(Int64(bitPattern: random.next()) >> 40) / 1000
        case 2: return Double.random(in: 0..<1, using: &random)
        case 3: return Double.random(in: -1_000_000...1_000_000, using: &random)
        default: return Double(Int64(bitPattern: random.next()) >> Int64(random.next() % 40))
        }
    }

    /// Random decimals, many of them close to the middle between two doubles.
    @Test func randomDecimals() {
        var random = TestRandom(77)
        var wrong: [String] = []
        for _ in 0..<60_000 {
            let digits = String(random.next() >> random.next() % 40)
            let point = Int(random.next() % UInt64(digits.count + 1))
            let text = (random.next() & 1 == 0 ? "-" : "") + digits.prefix(point) + "." + digits.dropFirst(point)
            if !agrees(text) { wrong.append(text) }
        }
        #expect(wrong.prefix(5) == [])
    }

    /// Numbers halfway between doubles round to even; the least step aside decides.
    @Test(arguments: [
        "9007199254740993", "9007199254740992.5", "9007199254740993.0", "9007199254740995", "4503599627370496.5",
        "4503599627370497.5", "4503599627370496.499", "4503599627370496.501", "0.500000000000000055",
        "9223372036854775807", "9223372036854775808", "9999999999999999999", "18446744073709551615",
        "1.00000000000000011", "1.0000000000000001110", "1.0000000000000001", "0.1", "0.10000000000000001",
        "2.2250738585072014e-308", "4.9e-324", "1e400", "-1e400", "1e-400", "0.0000000000000000001",
    ])
    func hardNumbers(_ text: String) { #expect(agrees(text)) }

    @Test(arguments: [
        "0", "-0", "0.0", "-0.0", "00", "007", "5.", ".5", "-.5", "+5", " 5", "\t5", "1e5", "1E+5", "1e-5", "0x10",
        "0x1p-3", "inf", "-inf", "INF", "infinity", "-Infinity", "nan", "-nan", "NaN",
    ])
    func unusualNumbers(_ text: String) {
        #expect(agrees(text))
        #expect(parse(text) != nil)
    }

    @Test(arguments: [
        "", "-", ".", "-.", "+", " ", "5 ", "5x", "1.2.3", "1e", "1e+", "--5", "1,5", "abc", "in", "0x", "5\u{0}", "١",
    ])
    func noNumbers(_ text: String) { #expect(parse(text) == nil) }

    @Test func longestText() {
        #expect(parse(String(repeating: "1", count: 127)) == reference(String(repeating: "1", count: 127)))
        #expect(parse(String(repeating: "1", count: 128)) == nil)
    }
}
