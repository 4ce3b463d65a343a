/// What a mend takes away.
public struct AOFLoss: Equatable, Sendable {
    /// Bytes of logs.
    public var bytes: UInt64 = 0
    /// Whole commands.
    public var commands: UInt64 = 0
    /// Different keys that they write to; not counted beyond ``mostKeys``.
    public var keys: UInt64 { UInt64(names.count) }
    /// Hashes of the keys' names, which tell them apart in this process only.
    private var names: Set<Int> = []
    /// Time stamps in and in front of what is lost, Unix seconds.
    public var firstTimestamp: Int64?
    public var lastTimestamp: Int64?

    /// So many keys are told apart.
    public static let mostKeys = 100_000

    /// Nothing.
    public init() {}

    mutating func add(_ other: AOFLoss) {
        bytes += other.bytes
        commands += other.commands
        for name in other.names { insert(name) }
        firstTimestamp = [firstTimestamp, other.firstTimestamp].compactMap { $0 }.min()
        lastTimestamp = [lastTimestamp, other.lastTimestamp].compactMap { $0 }.max()
    }

    mutating func add(key: [UInt8]) { insert(key.hashValue) }

    private mutating func insert(_ name: Int) {
        if names.count < Self.mostKeys { names.insert(name) }
    }
}

/// Counts what a stretch of a file holds.
struct AOFLossCounter {
    /// Stretches up to here are read into memory by themselves, so that many small ones do not cost a window each.
    private static let smallBytes = 1 << 16

    let input: AOFInput
    let table: AOFCommandTable

    /// What is in `range`: all whole commands, those behind something unreadable, too.
    func count(_ range: Range<UInt64>) -> AOFLoss {
        var loss = AOFLoss()
        loss.bytes = UInt64(range.count)
        let place = add(range, &loss)
        // What is compressed would be expanded from its beginning for each stretch.
        if place < range.upperBound, input.compression == .none {
            addRows(place + 1..<range.upperBound, &loss)
        }
        return loss
    }

    private func addRows(_ range: Range<UInt64>, _ loss: inout AOFLoss) {
        guard !range.isEmpty, var finder = try? AOFRecordFinder(input, table, in: range) else { return }
        while let row = try? finder.nextRow(upTo: .max) {
            guard row.ending != .content else { continue }
            _ = add(row.start..<min(row.end, range.upperBound), &loss)
        }
    }

    /// Adds the commands from the beginning of `range` on.
    ///
    /// - Returns: How far it came.
    private func add(_ range: Range<UInt64>, _ loss: inout AOFLoss) -> UInt64 {
        guard var reader = try? reader(of: range) else { return range.lowerBound }
        var place = range.lowerBound
        while reader.offset < range.upperBound, let record = try? reader.next(), reader.offset <= range.upperBound {
            place = reader.offset
            if case .timestamp(let seconds) = record {
                loss.firstTimestamp = loss.firstTimestamp ?? seconds
                loss.lastTimestamp = seconds
            }
            guard record == .command else { continue }
            loss.commands += 1
            guard let command = reader.command(in: table), command.isWrite else { continue }
            for key in reader.keys(of: command) where key.access != .read {
                loss.add(key: Array(reader.argument(key.index).prefix(1024)))
            }
        }
        return place
    }

    private func reader(of range: Range<UInt64>) throws(RDBError) -> AOFReader? {
        let capacity = min(range.count, InputWindow.standardCapacity)
        guard let window = try input.window(from: range.lowerBound, capacity: capacity) else { return nil }
        guard range.count <= Self.smallBytes else { return AOFReader(window, wholeLimit: 1 << 20) }
        try window.fill()
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: window.buffer.base, count: window.filled))
        return AOFReader(
            InputWindow(
                MemorySource(bytes, hidesSize: true), capacity: max(1, bytes.count), offset: range.lowerBound,
                summing: false),
            wholeLimit: 1 << 20)
    }
}
