/// Compares two keys of one name, part by part.
struct ValueComparison {
    private let options: DiffOptions
    private(set) var changes: [DiffChange] = []

    init(_ options: DiffOptions) {
        self.options = options
    }

    /// All that differs; nil where nothing does. Empty where something differs that cannot be named.
    mutating func compare(_ before: DiffKey, _ after: DiffKey) -> [DiffChange]? {
        changes = []
        if options.form.hasExpiries { compareExpiry(.expiry, [], before.expiresMs, after.expiresMs) }
        if before.type != after.type {
            changes.append(
                DiffChange(.type, from: Array(before.type.name.utf8), to: Array(after.type.name.utf8)))
            return changes
        }
        guard let old = before.value, let new = after.value else { return changes }
        compare(old, new)
        return changes.isEmpty ? nil : changes
    }

    private mutating func compare(_ before: DiffValue, _ after: DiffValue) {
        switch (before, after) {
        case (.string(let old), .string(let new)):
            if old != new { changes.append(DiffChange(.value, from: old, to: new)) }
        case (.list(let old), .list(let new)): changes += ListEdits.changes(from: old, to: new)
        case (.set(let old), .set(let new)): compareSets(.member, old, new)
        case (.zset(let old), .zset(let new)): compareScores(old, new)
        case (.hash(let old), .hash(let new)): compareFields(old, new)
        case (.stream(let old), .stream(let new)): compareStreams(old, new)
        case (.opaque(let old), .opaque(let new)):
            if old != new { changes.append(DiffChange(.changed, .value)) }
        default: changes.append(DiffChange(.changed, .value))
        }
    }

    private mutating func compareExpiry(
        _ part: DiffChange.Part, _ name: [UInt8], _ before: Int64?, _ after: Int64?
    ) {
        guard before != after else { return }
        if let before, let after, options.isWithinTolerance(before, after) { return }
        changes.append(DiffChange(part, name, from: before.map(Self.text), to: after.map(Self.text)))
    }

    private mutating func compareSets(
        _ part: DiffChange.Part, group: [UInt8]? = nil, _ before: Set<[UInt8]>, _ after: Set<[UInt8]>
    ) {
        for name in Self.sorted(before.symmetricDifference(after)) {
            changes.append(DiffChange(before.contains(name) ? .removed : .added, part, name, group: group))
        }
    }

    private mutating func compareScores(_ before: [[UInt8]: Double], _ after: [[UInt8]: Double]) {
        for name in Self.sorted(Set(before.keys).union(after.keys)) {
            let (old, new) = (before[name], after[name])
            guard old != new, !(old?.isNaN == true && new?.isNaN == true) else { continue }
            if let old, let new {
                if abs(old - new) <= options.scoreTolerance { continue }
                changes.append(DiffChange(.score, name, from: Self.text(old), to: Self.text(new)))
            } else {
                changes.append(DiffChange(.member, name, from: old.map(Self.text), to: new.map(Self.text)))
            }
        }
    }

    private mutating func compareFields(_ before: [[UInt8]: DiffValue.Field], _ after: [[UInt8]: DiffValue.Field]) {
        for name in Self.sorted(Set(before.keys).union(after.keys)) {
            let (old, new) = (before[name], after[name])
            guard old != new else { continue }
            if old?.value != new?.value {
                changes.append(DiffChange(.field, name, from: old?.value, to: new?.value))
            }
            if old != nil && new != nil || old?.expiry != nil || new?.expiry != nil {
                compareExpiry(.fieldExpiry, name, old?.expiry, new?.expiry)
            }
        }
    }

    // MARK: Texts

    private static func sorted(_ names: Set<[UInt8]>) -> [[UInt8]] {
        names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func text(_ milliseconds: Int64) -> [UInt8] { Array("\(milliseconds)".utf8) }

    private static func text(_ score: Double) -> [UInt8] {
        var held = HeldString()
        guard !score.isNaN else { return Array("nan".utf8) }
        held.hold(score)
        return unsafe Array(UnsafeRawBufferPointer(start: held.base, count: held.count))
    }

    private static func text(_ id: StreamID) -> [UInt8] { Array("\(id.milliseconds)-\(id.sequence)".utf8) }

    // MARK: Streams

    private mutating func compareStreams(_ before: DiffStream, _ after: DiffStream) {
        for id in Set(before.entries.keys).union(after.entries.keys).sorted() {
            let (old, new) = (before.entries[id], after.entries[id])
            guard old != new else { continue }
            changes.append(
                DiffChange(.entry, Self.text(id), from: old.map(Self.text), to: new.map(Self.text)))
        }
        compareID(group: nil, before.lastID, after.lastID)
        guard options.form.hasGroups else { return }
        for name in Self.sorted(Set(before.groups.keys).union(after.groups.keys)) {
            guard let old = before.groups[name], let new = after.groups[name] else {
                changes.append(DiffChange(before.groups[name] == nil ? .added : .removed, .group, name))
                continue
            }
            if old != new { compareGroups(name, old, new) }
        }
    }

    private mutating func compareID(group: [UInt8]?, _ before: StreamID, _ after: StreamID) {
        guard before != after else { return }
        changes.append(DiffChange(.lastID, group: group, from: Self.text(before), to: Self.text(after)))
    }

    private mutating func compareGroups(_ name: [UInt8], _ before: DiffStream.Group, _ after: DiffStream.Group) {
        compareID(group: name, before.lastID, after.lastID)
        compareSets(.consumer, group: name, before.consumers, after.consumers)
        for id in Set(before.pending.keys).union(after.pending.keys).sorted() {
            let (old, new) = (before.pending[id], after.pending[id])
            guard old != new else { continue }
            changes.append(
                DiffChange(.pending, Self.text(id), group: name, from: old.map(Self.text), to: new.map(Self.text)))
        }
    }

    /// `consumer, delivered_ms, deliveries` of a pending entry.
    private static func text(_ pending: DiffStream.Pending) -> [UInt8] {
        (pending.consumer ?? []) + Array(" \(pending.deliveredMs) \(pending.deliveries)".utf8)
    }

    /// Fields and values of an entry with blanks between them.
    private static func text(_ strings: [[UInt8]]) -> [UInt8] {
        Array(strings.joined(separator: [UInt8(ascii: " ")]))
    }
}

extension DiffOptions {
    /// Whether two expiries count as one.
    func isWithinTolerance(_ one: Int64, _ other: Int64) -> Bool {
        let (difference, overflow) = one.subtractingReportingOverflow(other)
        return !overflow && difference.magnitude <= UInt64(max(0, expiryToleranceMs))
    }
}
