/// The arguments of an official checker: one file and, for Valkey's, options in front of it or behind it.
struct CompatArguments {
    private(set) var file = ""
    /// How statistics are printed; nil for none. A format alone asks for none, as there.
    private(set) var statistics: CompatStatisticsFormat?

    var asksVersion: Bool { file == "-v" || file == "--version" }

    /// nil where the usage is to be shown.
    init?(_ arguments: [String], _ style: CompatStyle) {
        var files: [String] = []
        var wantsStatistics = false
        var format = CompatStatisticsFormat.table
        var words = arguments.makeIterator()
        while let word = words.next() {
            switch word {
            case "--stats" where style.hasStatistics: wantsStatistics = true
            case "--format" where style.hasStatistics:
                guard let named = words.next().flatMap(CompatStatisticsFormat.init(rawValue:)) else { return nil }
                format = named
            default: files.append(word)
            }
        }
        guard files.count == 1 else { return nil }
        file = files[0]
        if wantsStatistics { statistics = format }
    }
}
