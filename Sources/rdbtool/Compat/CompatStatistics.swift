import RDBKit

/// The lines of `valkey-check-rdb --stats`.
struct CompatStatistics {
    /// Databases without keys are printed up to this one; the original prints all up to the last.
    private static let lastEmptyDatabase: UInt64 = 1023
    /// The types in the order of the columns.
    private static let types: [RDBValueType] = [.string, .list, .set, .zset, .hash, .module, .stream]

    private static let fields: [(name: String, value: @Sendable (RDBTypeStatistics) -> String)] = [
        ("keys.total", { "\($0.keys)" }),
        ("expire_keys.total", { "\($0.expires)" }),
        ("already_expired.total", { "\($0.expired)" }),
        ("keys.size", { "\($0.keyBytes)" }),
        ("keys.value_size", { "\($0.elementBytes)" }),
        ("elements.total", { "\($0.elements)" }),
        ("elements.size", { "\($0.elementBytes)" }),
        ("elements.num.max", { "\($0.mostElements)" }),
        ("elements.num.avg", { average($0.elements, of: $0.keys) }),
        ("elements.num.p99", { "\($0.elements(percentile: 99)).00" }),
        ("elements.num.p90", { "\($0.elements(percentile: 90)).00" }),
        ("elements.num.p50", { "\($0.elements(percentile: 50)).00" }),
        ("elements.size.max", { "\($0.largestElement)" }),
        ("elements.size.avg", { average($0.elementBytes, of: $0.elements) }),
        ("elements.size.p99", { "\($0.elementBytes(percentile: 99)).00" }),
        ("elements.size.p90", { "\($0.elementBytes(percentile: 90)).00" }),
        ("elements.size.p50", { "\($0.elementBytes(percentile: 50)).00" }),
    ]

    let statistics: RDBStatistics
    /// The highest database that the file selects.
    let lastDatabase: UInt64
    let format: CompatStatisticsFormat

    var lines: [String] {
        let always = Set(0...min(lastDatabase, Self.lastEmptyDatabase))
        return always.union(statistics.databases).sorted().flatMap(lines)
    }

    private func lines(_ database: UInt64) -> [String] {
        let columns = Self.types.map { statistics.keys(of: $0, in: database) }
        let names = Self.types.map(\.name)
        let head = format == .info ? [] : [row("db.\(database).type.name", names)]
        return head
            + Self.fields.flatMap { field in
                let values = columns.map(field.value)
                guard format == .info else { return [row("db.\(database).\(field.name)", values)] }
                return zip(names, values).map { "[info] db.\(database).type.\($0).\(field.name):\($1)" }
            }
    }

    private func row(_ name: String, _ values: [String]) -> String {
        if format == .csv { return ([name] + values).joined(separator: ",") }
        return ([Self.padded(name, 30)] + values.map { Self.padded($0, 5) }).joined(separator: "\t")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }

    /// The mean with two decimals.
    private static func average(_ total: UInt64, of count: UInt64) -> String {
        guard count > 0 else { return "0.00" }
        let hundredths = UInt64((Double(total) / Double(count) * 100).rounded(.toNearestOrEven))
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
