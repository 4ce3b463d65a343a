/// What a mend takes away.
public struct AOFLoss: Equatable, Sendable {
    /// Bytes of logs.
    public var bytes: UInt64 = 0
    /// Whole commands.
    public var commands: UInt64 = 0
    /// Different keys that they name first; not counted beyond ``mostKeys``.
    public var keys: UInt64 = 0
    /// Time stamps in and in front of what is lost, Unix seconds.
    public var firstTimestamp: Int64?
    public var lastTimestamp: Int64?

    /// So many keys are told apart.
    public static let mostKeys: UInt64 = 100_000

    /// Nothing.
    public init() {}

    mutating func add(_ other: AOFLoss) {
        bytes += other.bytes
        commands += other.commands
        keys += other.keys
        firstTimestamp = [firstTimestamp, other.firstTimestamp].compactMap { $0 }.min()
        lastTimestamp = [lastTimestamp, other.lastTimestamp].compactMap { $0 }.max()
    }
}

/// Counts what a stretch of a file holds.
struct AOFLossCounter {
    let input: AOFInput
    let table: AOFCommandTable

    /// What is in `range`, as far as it can be read.
    func count(_ range: Range<UInt64>) -> AOFLoss {
        var loss = AOFLoss()
        loss.bytes = UInt64(range.count)
        guard let window = try? input.window(from: range.lowerBound) else { return loss }
        var reader = AOFReader(window, wholeLimit: 1 << 20)
        var keys: Set<[UInt8]> = []
        while reader.offset < range.upperBound, let record = try? reader.next(), reader.offset <= range.upperBound {
            if case .timestamp(let seconds) = record {
                loss.firstTimestamp = loss.firstTimestamp ?? seconds
                loss.lastTimestamp = seconds
            }
            guard record == .command else { continue }
            loss.commands += 1
            guard let command = reader.command(in: table), command.isWrite else { continue }
            for key in reader.keys(of: command) where key.access != .read && keys.count < AOFLoss.mostKeys {
                keys.insert(Array(reader.argument(key.index).prefix(1024)))
            }
        }
        loss.keys = UInt64(keys.count)
        return loss
    }
}
