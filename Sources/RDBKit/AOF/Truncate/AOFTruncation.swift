internal import SystemPackage

/// Finds the place in a set where it is to end.
///
/// The place is never inside a transaction: there it is in front of the MULTI.
public struct AOFTruncation {
    /// What is the first thing that goes.
    public enum Limit: Sendable {
        /// Whatever a `#TS:` line stamps later than this, Unix seconds: all of the second itself stays.
        case after(Int64)
        /// The first record that does not end at or before this offset of a file; of the last file where none is named.
        case offset(UInt64, file: String?)
        /// Whatever follows so many commands, counted through all files.
        case commands(UInt64)
        /// The first command with this name, in any case.
        case command(String)
        /// The first command one of whose keys matches.
        case key(GlobPattern)
    }

    /// A place between two records.
    public struct Place: Equatable, Sendable {
        /// The file, by its place in the set.
        public var part: Int
        /// Bytes of it that stay.
        public var offset: UInt64
    }

    let report: AOFCheckReport
    let limit: Limit
    private let memory: Int
    private let table = AOFCommandTable.known

    /// A truncation of the checked set of `report`.
    public init(_ report: AOFCheckReport, _ limit: Limit, memory: Int = CompressionFormat.standardMemory) {
        self.report = report
        self.limit = limit
        self.memory = memory
    }

    /// The place; nil where nothing goes.
    ///
    /// - Throws: What makes reading impossible before the place is reached.
    public func place() throws(RDBError) -> Place? {
        var search = AOFTruncationSearch(limit: limit, table: table)
        for (index, part) in report.set.parts.enumerated() {
            guard let checked = report.parts[index] else { throw RDBError(.partMissing, at: 0) }
            guard search.concerns(part) else { continue }
            let input = try AOFInput(path: part.path, memory: memory)
            if let offset = try search.offset(in: input, part, from: checked.preambleBytes) {
                return Place(part: index, offset: offset)
            }
        }
        return nil
    }

    /// The place in one file, looked at alone; nil where all of it stays.
    public func place(inPart index: Int) throws(RDBError) -> UInt64? {
        guard let checked = report.parts[index] else { return nil }
        var search = AOFTruncationSearch(limit: limit, table: table)
        let part = report.set.parts[index]
        return try search.offset(in: try AOFInput(path: part.path, memory: memory), part, from: checked.preambleBytes)
    }

    /// What ends the set at `place`: a cut, and the files behind it moved aside.
    public func plan(_ place: Place) -> AOFMendPlan {
        var plan = AOFMendPlan(set: report.set)
        plan.byteCount = report.byteCount
        let parts = report.set.parts
        if let checked = report.parts[place.part], place.offset < checked.byteCount {
            var edit = AOFPartEdit(part: place.part, size: checked.byteCount)
            edit.remove(place.offset..<checked.byteCount, "what follows the place where it is to end")
            edit.removals[0].loss = count(parts[place.part], edit.removals[0].range)
            plan.edits = [edit]
        }
        for index in parts.indices.dropFirst(place.part + 1) {
            plan.movedAside.append(index)
            let size = report.parts[index]?.byteCount ?? 0
            plan.movedLoss.add(count(parts[index], (report.parts[index]?.preambleBytes ?? 0)..<size))
        }
        if !plan.movedAside.isEmpty, let manifest = report.set.manifest { endManifest(manifest, &plan) }
        if place.offset < report.parts[place.part]?.preambleBytes ?? 0 {
            plan.obstacles.append(
                .init(file: parts[place.part].name, reason: "the place is inside an RDB", remedy: ""))
        }
        plan.refuseCompressed(report)
        return plan
    }

    /// Takes the files that go out of the manifest. One that is cut besides gets a new name, so that the manifest alone
    /// decides between the old set and the new one.
    private func endManifest(_ manifest: AOFManifest, _ plan: inout AOFMendPlan) {
        let gone = Set(plan.movedAside.map { report.set.parts[$0].name })
        var entries = manifest.entries.filter { !gone.contains($0.nameText) }
        if let cut = plan.edits.first?.part {
            let name = report.set.parts[cut].name
            if let place = entries.firstIndex(where: { $0.nameText == name && $0.role != .history }) {
                let sequence = unusedSequence(manifest, like: name)
                let newName = AOFManifestEntry.name(like: name, sequence: sequence)
                entries[place].name = Array(newName.utf8)
                entries[place].sequence = sequence
                entries[place].endOffset = nil
                plan.edits[0].newName = newName
            }
        }
        plan.manifest = AOFManifest(entries: entries).text
    }

    private func unusedSequence(_ manifest: AOFManifest, like name: String) -> Int64 {
        var sequence = (manifest.entries.map(\.sequence).max() ?? 0) + 1
        while FileFacts(report.set.folder.appending(AOFManifestEntry.name(like: name, sequence: sequence))) != nil {
            sequence += 1
        }
        return sequence
    }

    private func count(_ part: AOFPart, _ range: Range<UInt64>) -> AOFLoss {
        guard let input = try? AOFInput(path: part.path, memory: memory) else { return AOFLoss() }
        return AOFLossCounter(input: input, table: table).count(range)
    }

    /// The time stamps of the set, each with its place, in order.
    ///
    /// - Parameter handle: Called for each; answers whether to go on.
    public func listTimes(_ handle: (AOFPart, UInt64, Int64) -> Bool) throws(RDBError) {
        for (index, part) in report.set.parts.enumerated() {
            guard let checked = report.parts[index] else { continue }
            let input = try AOFInput(path: part.path, memory: memory)
            guard let window = try input.window(from: checked.preambleBytes) else { continue }
            var reader = AOFReader(window, wholeLimit: 1 << 20)
            while reader.offset < checked.safeEnd, let record = try reader.next() {
                guard case .timestamp(let seconds) = record else { continue }
                if !handle(part, reader.recordOffset, seconds) { return }
            }
        }
    }
}
