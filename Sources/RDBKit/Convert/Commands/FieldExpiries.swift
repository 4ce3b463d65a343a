/// The expiries of the fields in the command that is being written: they can be set when it is complete.
struct FieldExpiries: ~Copyable {
    /// When a field expires, and where its name ends among all names.
    private struct Entry {
        var milliseconds: Int64
        var end: Int
    }

    /// Fields that expire at the same time and follow each other.
    struct Run {
        var milliseconds: Int64
        var fields: [Range<Int>]
    }

    private var entries: [Entry] = []
    /// The names of the fields, one behind the other.
    private(set) var names = HeldString()

    /// Whether there are none.
    var isEmpty: Bool { entries.isEmpty }

    /// Adds the expiry of a field.
    mutating func add(_ milliseconds: Int64, field: borrowing HeldString) {
        unsafe names.add(field.base, field.count)
        entries.append(Entry(milliseconds: milliseconds, end: names.count))
    }

    /// All of them, those that expire together in one run of at most `limit`.
    func runs(limit: Int) -> [Run] {
        var runs: [Run] = []
        var start = 0
        for entry in entries {
            if let last = runs.last, last.milliseconds == entry.milliseconds, last.fields.count < limit {
                runs[runs.count - 1].fields.append(start..<entry.end)
            } else {
                runs.append(Run(milliseconds: entry.milliseconds, fields: [start..<entry.end]))
            }
            start = entry.end
        }
        return runs
    }

    /// Forgets them.
    mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        names.clear()
    }
}
