import ArgumentParser
import RDBKit

/// Whose checker's lines are printed.
enum CompatStyle: String, ExpressibleByArgument, CaseIterable {
    case redis70 = "redis-check-rdb"
    case redis82 = "redis-check-rdb@8.2"
    case valkey91 = "valkey-check-rdb"

    /// The style that a program of this name has; nil where it is not the name of a checker.
    ///
    /// Servers look for the name anywhere in the last part of the path, and so does this.
    init?(program: String) {
        let name = program.split(separator: "/").last ?? ""
        guard let style = [Self.valkey91, .redis70].first(where: { name.contains($0.rawValue) }) else { return nil }
        self = style
    }

    /// The name that the checker goes by.
    var program: String { self == .valkey91 ? "valkey-check-rdb" : "redis-check-rdb" }

    /// The version whose lines these are.
    var version: String {
        switch self {
        case .redis70: "7.0.15"
        case .redis82: "8.2.3"
        case .valkey91: "9.1.2"
        }
    }

    /// The server whose checker it is.
    var target: ServerTarget {
        switch self {
        case .redis70: .redis70
        case .redis82: .redis82
        case .valkey91: .valkey91
        }
    }

    /// Hashes whose fields expire are counted apart.
    var countsSubexpires: Bool { self == .redis82 }

    /// There is `--stats`, which counts elements and sizes.
    var hasStatistics: Bool { self == .valkey91 }

    /// Function libraries are counted, and the result is said once more as a number.
    var isValkey: Bool { self == .valkey91 }
}
