internal import ArgumentParser
internal import RDBKit

/// Reads what the options of ``FilterOptions`` are given; says what is right where it is wrong.
public enum FilterArgument {
    /// Databases: `0`, `0,3` or `1..5`.
    public static func databases(_ text: String) throws -> [ClosedRange<UInt64>] {
        try ranges(text, within: 0 ... .max, "Databases are numbers and ranges of them, such as 0,3 or 1..5.")
    }

    static func slots(_ text: String) throws -> [ClosedRange<UInt64>] {
        let last = UInt64(ClusterSlot.count - 1)
        return try ranges(text, within: 0...last, "Slots are numbers and ranges of 0 to \(last), such as 0..5460.")
    }

    static func bytes(_ text: String) throws -> ClosedRange<UInt64> {
        let range = RangeArgument.parse(text, within: 0 ... .max) {
            ByteSize(argument: $0).map { UInt64($0.bytes) }
        }
        return try known(range, "Sizes are a range such as 1KiB..10MiB, 1GiB.. or ..512.")
    }

    static func types(_ text: String) throws -> [RDBValueType] {
        let names = RDBValueType.allCases.map(\.name).joined(separator: ", ")
        return try words(text).map { word in
            try known(RDBValueType(name: word), "'\(word)' is no type. Types are \(names).")
        }
    }

    static func expiry(_ text: String) throws -> ExpiryArgument {
        try known(
            ExpiryArgument(text),
            "It must be none, expired, live, or a range of time left such as 1h..7d, ..60 or 30d...")
    }

    static func regex(_ text: String) throws -> RegexPattern {
        do {
            return try RegexPattern(text)
        } catch {
            throw ValidationError("\(error).")
        }
    }

    /// `1%`, or a fraction below 1: a lone `1` could mean either.
    static func sample(_ text: String) throws -> KeySample {
        let isPercent = text.hasSuffix("%")
        let number = Double(isPercent ? text.dropLast() : text[...])
        let share = number.flatMap { isPercent ? $0 / 100 : $0 < 1 ? $0 : nil }
        return try known(
            share.flatMap(KeySample.init), "A share is a percentage such as 1% or 0.5%, or a fraction such as 0.01.")
    }

    private static func ranges(
        _ text: String, within limits: ClosedRange<UInt64>, _ advice: String
    ) throws -> [ClosedRange<UInt64>] {
        try words(text).map { word in
            try known(RangeArgument.parse(word, within: limits) { UInt64($0) }, advice)
        }
    }

    private static func words(_ text: String) -> [Substring] {
        text.split(separator: ",", omittingEmptySubsequences: false)
    }

    private static func known<Value>(_ value: Value?, _ advice: String) throws -> Value {
        guard let value else { throw ValidationError(advice) }
        return value
    }
}
