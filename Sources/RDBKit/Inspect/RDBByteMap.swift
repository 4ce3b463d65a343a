/// Says of every byte of an RDB file what it is.
///
/// ```swift
/// let map = RDBByteMap()
/// let report = map.read(RDBInput(try FileSource(path: "dump.rdb"))) { row in
///     print(row.meaning)
///     return true
/// }
/// ```
/// The map is what the one grammar of this library tells while it reads: parts of the file follow one another without a
/// gap, up to the end or to damage whose end is unknown. Memory is bounded whatever the file.
public struct RDBByteMap {
    private let nodeLimit: UInt64

    /// A map; packed nodes larger than `memory` bytes (and 16 MiB) are not taken apart.
    public init(memory: Int = 512 << 20) {
        nodeLimit = UInt64(max(memory, 16 << 20))
    }

    /// Hands all rows to `row`, until it answers false. Damage never throws: it is among the rows and in the report.
    ///
    /// - Parameter wanted: An offset for ``RDBByteMapReport/place``: rows end behind the record that covers it, and, of an
    ///   input that can be read twice, begin with it.
    public func read(
        _ input: RDBInput, lookingFor wanted: UInt64? = nil, _ row: @escaping (RDBMapRow) -> Bool
    ) -> RDBByteMapReport {
        let window = InputWindow(input.source, capacity: InputWindow.standardCapacity)
        do throws(RDBError) {
            let header = try RDBHeader(reading: window)
            try header.requireSupported()
            var walk: ByteMapWalk
            if let wanted, let source = try input.reopen?() {
                let start = start(of: wanted, ByteReader(window), header)
                let window = try InputWindow(source, capacity: InputWindow.standardCapacity, skipping: start.offset)
                walk = ByteMapWalk(window, header, start.context, nodeLimit: nodeLimit, lookingFor: wanted, row)
            } else {
                walk = ByteMapWalk(window, header, RDBContext(), nodeLimit: nodeLimit, lookingFor: wanted, row)
            }
            walk.run()
            return walk.finish()
        } catch {
            return RDBByteMapReport(failedWith: error)
        }
    }

    /// Where the record starts that has a byte, and what it depends on; the whole file for its header.
    private func start(
        of wanted: UInt64, _ input: consuming ByteReader, _ header: RDBHeader
    ) -> (offset: UInt64, context: RDBContext) {
        var start = (offset: UInt64(0), context: RDBContext())
        guard wanted >= UInt64(RDBHeader.byteCount) else { return start }
        input.advance(RDBHeader.byteCount)
        var reader = RDBReader(input, header: header, scratch: RDBScratch(), nodeLimit: nodeLimit)
        do throws(RDBError) {
            while reader.offset <= wanted && !reader.foundEOF {
                start = (reader.offset, reader.context)
                let kind = try reader.nextKind(keepingKey: false)
                if kind == .entry { try reader.skipValue() } else { try reader.skipPayload(of: kind) }
            }
        } catch {
            // The map begins with the record that is damaged.
        }
        return start
    }
}
