/// `LOW..HIGH` on the command line: both ends belong to it, either may be left out, and one value alone is exactly that.
enum RangeArgument {
    /// Parses `text`, whose ends `bound` reads; an end that is left out is the one of `limits`.
    ///
    /// nil where an end cannot be read, lies beyond `limits`, or where the range goes backwards.
    static func parse<Bound: Comparable>(
        _ text: some StringProtocol, within limits: ClosedRange<Bound>, _ bound: (String) -> Bound?
    ) -> ClosedRange<Bound>? {
        let ends = String(text).split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let first = ends.first, let last = ends.last, ends.count == 2 || !first.isEmpty,
            let low = first.isEmpty ? limits.lowerBound : bound(first),
            let high = last.isEmpty ? limits.upperBound : bound(last),
            low <= high, limits.contains(low), limits.contains(high)
        else { return nil }
        return low...high
    }
}
