public import ArgumentParser
public import RDBKit

/// Options about which keys are wanted: the same in every command.
public struct FilterOptions: ParsableArguments {
    @OptionGroup var names: KeyNameOptions

    @Option(
        help: ArgumentHelp(
            "Only these types: string, list, set, zset, hash, stream, module, array (comma list, repeatable).",
            valueName: "types"),
        transform: FilterArgument.types)
    var type: [[RDBValueType]] = []

    @Option(
        help: ArgumentHelp(
            "Only keys without expiry (none), whose expiry has passed (expired) or not (live), or with so much time "
                + "left: 1h..7d, ..60, 30d.. (s, m, h, d; alone: seconds).", valueName: "ttl"),
        transform: FilterArgument.expiry)
    var ttl: ExpiryArgument?

    @Option(
        help: ArgumentHelp("Only values of this serialised size: 1KiB..10MiB, 1GiB.., ..512.", valueName: "range"),
        transform: FilterArgument.bytes)
    var bytes: ClosedRange<UInt64>?

    @Option(
        help: ArgumentHelp(
            "Only keys of these cluster slots: 0..5460, 7 (comma list, repeatable).", valueName: "range"),
        transform: FilterArgument.slots)
    var slot: [[ClosedRange<UInt64>]] = []

    @Option(
        help: ArgumentHelp(
            "Only a share of the keys, such as 1% or 0.01: the same keys in every run.", valueName: "share"),
        transform: FilterArgument.sample)
    var sample: KeySample?

    public init() {}

    /// The filter, for the present `nowMs` (Unix milliseconds).
    public func filter(nowMs: Int64) -> KeyFilter {
        var filter = names.filter
        filter.types = Set(type.joined())
        filter.expiry = ttl?.condition(nowMs: nowMs)
        filter.valueBytes = bytes
        filter.slots = slot.flatMap { $0 }
        filter.sample = sample
        return filter
    }
}
