import RDBKit
import ToolSupport

/// The figures of a log as a JSON document, described in `docs/aof-stats.md`.
struct StatisticsJSON: Encodable {
    struct Count: Encodable {
        var name: String?
        var db: UInt64?
        let commands: UInt64
        let bytes: UInt64
        let largest: UInt64

        init(_ count: AOFCommandCount, name: String? = nil, db: UInt64? = nil) {
            self.name = name
            self.db = db
            commands = count.commands
            bytes = count.bytes
            largest = count.largest
        }
    }

    struct Ranking: Encodable {
        struct Name: Encodable {
            let db: UInt64?
            let name: String
            let value: UInt64
        }

        let error: UInt64
        let names: [Name]

        init(_ ranking: AOFStatistics.Ranking) {
            error = ranking.error
            names = ranking.names.map { Name(db: $0.database, name: JSONLine.string($0.name), value: $0.weight) }
        }
    }

    struct Stretch: Encodable {
        let time_ms: Int64
        let commands: UInt64
        let bytes: UInt64
    }

    struct Rate: Encodable {
        let seconds_each: Int64
        let stretches: [Stretch]
    }

    struct Transactions: Encodable {
        struct Largest: Encodable {
            let file: String
            let offset: UInt64
            let commands: UInt64
        }

        let count: UInt64
        let commands: UInt64
        let largest: Largest?
    }

    struct Superseded: Encodable {
        let bytes: UInt64
        let error: UInt64
        let sample_keys: Int
        let all_keys: Bool
    }

    private static let stretches = 1024

    let file: String
    let exit: Int32
    let bytes: UInt64
    let base_bytes: UInt64
    let base_keys: UInt64
    let total: Count
    let commands: [Count]
    let databases: [Count]
    let rate: Rate?
    let keys_by_commands: Ranking
    let keys_by_bytes: Ranking
    let prefixes_by_commands: Ranking
    let prefixes_by_bytes: Ranking
    let transactions: Transactions
    let superseded: Superseded
    let findings: [FindingJSON]

    init(file: String, statistics: AOFStatistics, status: ExitStatus) {
        self.file = file
        exit = status.rawValue
        bytes = statistics.bytes
        base_bytes = statistics.baseBytes
        base_keys = statistics.baseKeys
        total = Count(statistics.total)
        commands = statistics.commands.map { Count($0.count, name: $0.name) }
        databases = statistics.databases.map { Count($0.count, db: $0.database) }
        rate = Self.rate(statistics.series)
        keys_by_commands = Ranking(statistics.keysByCommands)
        keys_by_bytes = Ranking(statistics.keysByBytes)
        prefixes_by_commands = Ranking(statistics.prefixesByCommands)
        prefixes_by_bytes = Ranking(statistics.prefixesByBytes)
        transactions = Transactions(
            count: statistics.transactions, commands: statistics.transactionCommands,
            largest: statistics.largestTransaction.map {
                Transactions.Largest(file: $0.file, offset: $0.offset, commands: $0.commands)
            })
        superseded = Superseded(
            bytes: statistics.superseded.bytes, error: statistics.superseded.error,
            sample_keys: statistics.superseded.sample, all_keys: statistics.superseded.isWhole)
        findings = statistics.findings.map { FindingJSON($0.finding, file: $0.file.isEmpty ? nil : $0.file) }
    }

    private static func rate(_ series: AOFTimeSeries) -> Rate? {
        let (start, width, stretches) = series.stretches(atMost: Self.stretches)
        guard !stretches.isEmpty else { return nil }
        return Rate(
            seconds_each: width,
            stretches: stretches.enumerated().map { index, stretch in
                Stretch(
                    time_ms: (start + Int64(index) * width) * 1000, commands: stretch.commands, bytes: stretch.bytes)
            })
    }
}
