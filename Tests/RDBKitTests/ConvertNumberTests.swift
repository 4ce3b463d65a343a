import Foundation
import Testing

@testable import RDBKit

/// Numbers as text.
struct ConvertNumberTests {
    private func text(_ number: Double, marksFraction: Bool = true) -> String {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
            guard let base = room.baseAddress else { return "" }
            let end = unsafe DecimalText.write(number, marksFraction: marksFraction, to: base)
            return unsafe String(decoding: UnsafeBufferPointer(start: base, count: end - base), as: UTF8.self)
        }
    }

    private func text(_ number: UInt64) -> String {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
            guard let base = room.baseAddress else { return "" }
            let end = unsafe DecimalText.write(number, to: base)
            return unsafe String(decoding: UnsafeBufferPointer(start: base, count: end - base), as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            (1, "1.0"), (0, "0.0"), (-0.0, "-0.0"), (-7, "-7.0"), (0.1, "0.1"), (2.5, "2.5"), (1e300, "1e+300"),
            (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"), (0.3, "0.3"),
            (0.1 + 0.2, "0.30000000000000004"), (1e15, "1000000000000000.0"),
            (999_999_999_999_999, "999999999999999.0"),
            (9_007_199_254_740_992, "9007199254740992.0"), (123456.789, "123456.789"), (-0.001, "-0.001"),
            (1e-7, "1e-07"),
        ] as [(Double, String)])
    func scores(_ number: Double, _ expected: String) {
        #expect(text(number) == expected)
        #expect(Double(text(number))?.bitPattern == number.bitPattern)
    }

    @Test func integersAsArguments() {
        #expect(text(3, marksFraction: false) == "3")
        #expect(text(-0.0, marksFraction: false) == "-0")
        #expect(text(0.5, marksFraction: false) == "0.5")
    }

    /// No shorter text reads back to the same, and the C library reads it too.
    @Test func randomDoubles() {
        var random = TestRandom(41)
        for round in 0..<(_isDebugAssertConfiguration() ? 12_000 : 300_000) {
            let number = Self.double(round, &random)
            guard number.isFinite else { continue }
            for marks in [true, false] {
                let text = text(number, marksFraction: marks)
                let isSame = Double(text)?.bitPattern == number.bitPattern
                let isSameInC = unsafe strtod(text, nil).bitPattern == number.bitPattern
                let digits = Self.digits(text), shortest = Self.digits(number.description)
                #expect(isSame && isSameInC && digits == shortest, "\(number): \(text)")
                if marks { #expect(text.contains(".") || text.contains("e")) }
            }
        }
    }

    private static func double(_ round: Int, _ random: inout TestRandom) -> Double {
        let bits = random.next()
        switch round % 6 {
        case 0: return Double(bitPattern: bits)
        case 1: return Double(Int64(bitPattern: bits) >> 20) / 1000
        case 2: return Double(Int64(bitPattern: bits) >> 34) / 1_000_000
        case 3: return Double(Int64(bitPattern: bits) >> Int64(random.next() % 60))
        case 4: return (Double(Int64(bitPattern: bits) >> 30) / 100).nextUp
        default: return Double(bits % 1_000_000) * 1e-7
        }
    }

    /// The digits without sign, point, exponent and zeros at either end.
    private static func digits(_ text: String) -> Substring {
        let mantissa = text.split(separator: "e")[0].filter(\.isNumber)[...]
        let tail = mantissa.drop { $0 == "0" }
        return tail.prefix(tail.reversed().drop { $0 == "0" }.count)
    }

    @Test func integers() {
        var numbers: [UInt64] = [0, 9, 10, 11, 99, 100, 101, .max, .max - 1]
        var power: UInt64 = 1
        for _ in 0..<19 {
            power *= 10
            numbers += [power - 1, power, power + 1]
        }
        var random = TestRandom(42)
        for shift in 0..<64 { for _ in 0..<200 { numbers.append(random.next() >> UInt64(shift)) } }
        for number in numbers {
            #expect(text(number) == number.description)
            #expect(DecimalText.digitCount(number) == number.description.count)
        }
    }

    @Test(
        arguments: [
            (1, "1.0", "1"), (-0.0, "-0.0", "-0"), (1e300, "1e+300", "1e+300"), (.infinity, "\"Infinity\"", "inf"),
            (-.infinity, "\"-Infinity\"", "-inf"),
        ] as [(Double, String, String)])
    func scoresOfSets(_ score: Double, _ json: String, _ argument: String) throws {
        let value = Bytes.hex("01 016D") + Bytes.f64(score)
        #expect(try Converting.field(.zset2, value) == "\"zset\":[{\"member\":\"m\",\"score\":\(json)}]")
        #expect(Converting.value(.zset2, value, .commands) == "ZADD k \(argument) m\n")
        let cell = json.filter { $0 != "\"" }
        #expect(Converting.value(.zset2, value, .csv).hasSuffix("\n0,k,zset,,m,\(cell),\n"))
    }

    /// Servers refuse NaN, so it is damage; the file before it is converted.
    @Test func notANumber() {
        let file = RDBBytes.file { file in
            file.entry(.string, "a", Bytes.string("v"))
            file.entry(.zset2, "k", Bytes.hex("01 016D") + Bytes.f64(.nan))
            file.entry(.string, "b", Bytes.string("v"))
        }
        for threads in [1, 2] {
            let result = Converting.result(file, threads: threads)
            #expect(result.codes == [.scoreNaN] && result.report.isDamaged)
            #expect(result.lines.count == 1 && result.report.keys == 1)
            let rest = Converting.result(file, threads: threads) { $0.continuesBehindDamage = true }
            #expect(rest.codes == [.scoreNaN] && rest.report.isDamaged)
            #expect(rest.lines.count == 2)
        }
    }
}
