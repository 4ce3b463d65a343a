/// Which keys a history tells of, and which others it must know to be exact.
final class AOFHistoryTargets {
    private var matcher: KeyMatcher
    private let databases: KeyFilter
    /// Keys whose values flow into those that are told of.
    private var helpers: Set<[UInt8]> = []
    /// Names that the keys had, or their copies got: commands of the set between which they did.
    private var related: [[UInt8]: ClosedRange<UInt64>] = [:]

    init(_ filter: KeyFilter) {
        var names = filter
        names.databases = []
        matcher = KeyMatcher(names)
        databases = filter
    }

    /// Keys that could not be decided upon.
    var undecided: UInt64 { matcher.undecidedKeys }

    func matches(_ name: [UInt8]) -> Bool {
        matcher.matchesKey(database: 0, key: name.span, objectType: .string, metadata: KeyMetadata())
    }

    func matches(_ name: Span<UInt8>) -> Bool {
        matcher.matchesKey(database: 0, key: name, objectType: .string, metadata: KeyMetadata())
    }

    /// Whether the state of this key must be known.
    func tracks(_ name: [UInt8]) -> Bool { helpers.contains(name) || matches(name) }

    func tracks(_ name: Span<UInt8>) -> Bool {
        if matches(name) { return true }
        return !helpers.isEmpty && helpers.contains(unsafe name.withUnsafeBufferPointer { unsafe Array($0) })
    }

    /// Whether the history tells of this key, behind so many commands of the set.
    func tells(_ name: [UInt8], _ database: UInt64?, at commands: UInt64) -> Bool {
        guard database.map({ databases.wants(database: $0) }) ?? databases.databases.isEmpty else { return false }
        return matches(name) || related[name]?.contains(commands) == true
    }

    /// Takes in what a survey of the log has found.
    func learn(_ survey: AOFHistorySurvey, followsRenames: Bool) {
        if followsRenames {
            follow(survey.moves)
            trace(survey.moves)
        }
        var open = Array(related.keys) + survey.sources.keys.filter { matches($0) }
        helpers = Set(related.keys)
        while let name = open.popLast() {
            for source in survey.sources[name] ?? [] where helpers.insert(source).inserted { open.append(source) }
        }
    }

    /// Where values of the keys went.
    private func follow(_ moves: [AOFHistorySurvey.Move]) {
        for move in moves where matches(move.source) || related[move.source]?.contains(move.command) == true {
            guard !matches(move.target) else { continue }
            let start = min(related[move.target]?.lowerBound ?? .max, move.command)
            related[move.target] = start...UInt64.max
        }
    }

    /// Where values of the keys came from.
    private func trace(_ moves: [AOFHistorySurvey.Move]) {
        var origins: [[UInt8]: UInt64] = [:]
        for move in moves.reversed()
        where matches(move.target) || origins[move.target].map({ $0 > move.command }) == true {
            guard !matches(move.source) else { continue }
            origins[move.source] = max(origins[move.source] ?? 0, move.command)
        }
        for (name, end) in origins {
            related[name] = related[name].map { _ in 0...UInt64.max } ?? 0...end
        }
    }
}
