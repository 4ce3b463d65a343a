/// Which database the caller says is selected behind which gap.
struct AOFAssumedDatabases {
    private struct Gap: Equatable {
        var file: String
        var start: UInt64
        /// The database in front of it, if that is known.
        var database: UInt64?
    }

    private let gaps: [Gap]
    private let given: [UInt64]

    /// Numbers for the gaps of a set, one for each in order, or one for all.
    init(_ report: AOFCheckReport, _ given: [UInt64]) {
        self.given = given
        gaps = zip(report.set.parts, report.parts).flatMap { part, checked in
            (checked?.holes ?? []).filter(\.hidesDatabase).map {
                Gap(file: part.name, start: $0.start, database: $0.database)
            }
        }
    }

    /// Whether one number can stand for all gaps: of those that lie in different databases that is wrong for some.
    private var isOneEnough: Bool { Set(gaps.compactMap(\.database)).count < 2 }

    /// The database behind a gap; nil where it was not said.
    func database(behind hole: AOFDamage, in part: AOFPart) -> UInt64? {
        if given.count == 1 && isOneEnough { return given[0] }
        guard given.count == gaps.count else { return nil }
        return gaps.firstIndex { $0.file == part.name && $0.start == hole.start }.map { given[$0] }
    }

    /// The options that say it.
    var remedy: String {
        [String](repeating: "--assume-db N", count: isOneEnough ? 1 : gaps.count).joined(separator: " ")
    }
}

extension AOFDamage {
    /// Whether it cannot be known which database is selected behind it.
    var hidesDatabase: Bool { !following.beginsWithSelect || following.strayExecEnd != nil }
}
