import ArgumentParser

/// How the statistics of `valkey-check-rdb` are printed.
enum CompatStatisticsFormat: String, ExpressibleByArgument, CaseIterable {
    /// A row for each number, a column for each type, with spaces and tabs between.
    case table
    /// A line for each number and type.
    case info
    /// As the table, with commas.
    case csv
}
