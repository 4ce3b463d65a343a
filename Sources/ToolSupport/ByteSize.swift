public import ArgumentParser
internal import RDBKit

/// A number of bytes on the command line: `512`, `64KiB`, `10MiB`, `2GiB`.
public struct ByteSize: ExpressibleByArgument, Sendable {
    /// The number of bytes.
    public let bytes: Int

    /// A number of bytes.
    public init(bytes: Int) {
        self.bytes = bytes
    }

    public init?(argument: String) {
        let units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("K", 10), ("M", 20), ("G", 30), ("B", 0)]
        for (unit, shift) in units where argument.hasSuffix(unit) {
            self.init(digits: argument.dropLast(unit.count), shift)
            return
        }
        self.init(digits: argument[...], 0)
    }

    private init?(digits: Substring, _ shift: Int) {
        guard let number = Int(digits), number >= 0, number <= Int.max >> shift else { return nil }
        bytes = number << shift
    }

    public var defaultValueDescription: String { Self.text(UInt64(bytes)) }

    /// A number of bytes as people read it: `1.4 GiB`.
    public static func text(_ bytes: UInt64) -> String {
        var value = Double(bytes)
        for unit in ["bytes", "KiB", "MiB", "GiB"] {
            if value < 1024 { return unit == "bytes" ? bytes.counted("byte") : "\(rounded(value)) \(unit)" }
            value /= 1024
        }
        return "\(rounded(value)) TiB"
    }

    private static func rounded(_ value: Double) -> String {
        value >= 100 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
    }
}
