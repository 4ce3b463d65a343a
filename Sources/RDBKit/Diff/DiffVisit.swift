/// Reads the keys again that differ, and says how.
struct DiffVisit {
    private let before: any DiffSource
    private let after: any DiffSource
    private let options: DiffOptions
    private var comparison: ValueComparison

    init(_ before: any DiffSource, _ after: any DiffSource, _ options: DiffOptions) {
        self.before = before
        self.after = after
        self.options = options
        comparison = ValueComparison(options)
    }

    /// Visits all places; `body` answers whether it wants more.
    consuming func run(
        _ places: consuming DiffPlaceMerge, _ report: inout DiffReport, _ body: (KeyDifference) -> Bool
    ) {
        var wantsMore = true
        while let place = places.next() {
            if place.isUnknown || standsInDarkness(place) {
                report.unknown += 1
                continue
            }
            do throws(RDBError) {
                guard wantsMore || options.isTolerant else {
                    Self.count(place, &report)
                    continue
                }
                guard let difference = try difference(at: place) else { continue }
                Self.count(place, &report)
                if wantsMore { wantsMore = body(difference) }
            } catch {
                report.unknown += 1
            }
        }
    }

    /// Whether the counterpart may be in a part of the other source that cannot be read.
    private func standsInDarkness(_ place: DiffPlaces.Place) -> Bool {
        place.before == DiffPlaces.Place.none && before.facts.mayHoldMore
            || place.after == DiffPlaces.Place.none && after.facts.mayHoldMore
    }

    private static func count(_ place: DiffPlaces.Place, _ report: inout DiffReport) {
        if place.before == DiffPlaces.Place.none {
            report.added += 1
        } else if place.after == DiffPlaces.Place.none {
            report.removed += 1
        } else {
            report.changed += 1
        }
    }

    /// nil where the keys are the same within the tolerances.
    private mutating func difference(at place: DiffPlaces.Place) throws(RDBError) -> KeyDifference? {
        var difference = KeyDifference()
        if place.before != DiffPlaces.Place.none { difference.before = try before.key(at: place.before, options) }
        if place.after != DiffPlaces.Place.none { difference.after = try after.key(at: place.after, options) }
        guard let old = difference.before, let new = difference.after else { return difference }
        guard let changes = comparison.compare(old, new) else { return options.isTolerant ? nil : difference }
        difference.changes = changes
        return difference
    }
}
