public import ArgumentParser
public import RDBKit

/// How objects, rows and names look.
struct ShapeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Print the schema of the JSON for duckdb, spark or as jsonschema, and nothing else.", valueName: "kind"))
    var schema: RDBConvertSchema?

    @Option(help: "Also objects for what stands beside the keys: meta (header, AUX, functions, module AUX).")
    var include: IncludedPart?

    @Option(
        help: ArgumentHelp("What objects also say of their keys: file, offset, bytes (comma list).", valueName: "list"),
        transform: ShapeOptions.extras)
    var with: RDBConvertOptions.Extras?

    @Flag(help: "CSV: an apostrophe in front of what a spreadsheet would take for a formula.")
    var csvSafe = false

    @Flag(name: [.customShort("0"), .customLong("null")], help: "keys: a zero byte behind each name, not a newline.")
    var null = false

    /// What `--include` can name.
    enum IncludedPart: String, ExpressibleByArgument, CaseIterable {
        case meta
    }

    private static func extras(_ list: String) throws -> RDBConvertOptions.Extras {
        var extras: RDBConvertOptions.Extras = []
        for word in list.split(separator: ",", omittingEmptySubsequences: false) {
            switch word {
            case "file": extras.insert(.file)
            case "offset": extras.insert(.offset)
            case "bytes": extras.insert(.bytes)
            default: throw ValidationError("'\(word)' is none of file, offset, bytes.")
            }
        }
        return extras
    }

    /// Options that would have no effect are wrong usage.
    func validate(for format: RDBConvertFormat) throws {
        let isJSON = format == .ndjson || format == .json
        if include != nil && !isJSON { throw ValidationError("--include is for --to ndjson and json.") }
        if with != nil && !isJSON { throw ValidationError("--with is for --to ndjson and json.") }
        if csvSafe && format != .csv { throw ValidationError("--csv-safe is for --to csv.") }
        if null && format != .keys { throw ValidationError("--null is for --to keys.") }
    }

    func apply(to options: inout RDBConvertOptions) {
        options.includesMeta = include == .meta
        options.extras = with ?? []
        options.isSpreadsheetSafe = csvSafe
        options.usesZeroBytes = null
    }
}

extension RDBConvertFormat: ExpressibleByArgument {}
