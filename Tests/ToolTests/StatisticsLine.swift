import Foundation

/// A line of `valkey-check-rdb --stats` that two programs print differently.
struct StatisticsLine: CustomStringConvertible {
    /// Columns behind the name of the field, or one for the type that the name says.
    private let cells: [String: String]
    private let field: String
    let description: String

    private static let types = ["string", "list", "set", "zset", "hash", "module", "stream"]

    init(_ line: String, _ format: String) {
        description = line
        if format == "info" {
            let parts = line.split(separator: ":").map(String.init)
            let name = (parts.first ?? "").components(separatedBy: ".type.").last ?? ""
            let type = String(name.prefix { $0 != "." })
            field = String(name.dropFirst(type.count + 1))
            cells = [type: parts.last ?? ""]
        } else {
            let parts = line.components(separatedBy: format == "csv" ? "," : "\t").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            field = (parts.first ?? "").split(separator: ".").dropFirst(2).joined(separator: ".")
            cells = Dictionary(zip(Self.types, parts.dropFirst())) { $1 }
        }
    }

    /// Whether `other` differs only in cells that are known to be wrong here.
    func agrees(with other: StatisticsLine, _ file: String) -> Bool {
        guard field == other.field, !field.isEmpty, cells.keys == other.cells.keys else { return false }
        return cells.allSatisfy { type, cell in
            guard let theirs = Double(cell), let ours = Double(other.cells[type] ?? "") else { return false }
            if theirs == ours || isWrong(type, file) { return true }
            // A percentile is rounded up by less than a thousandth part: not beyond the maximum, here.
            return field.contains(".p") && ours < theirs && theirs < ours * 1.001
        }
    }

    /// Members of packed sorted sets count twice, fields of streams are measured one by one though entries are counted,
    /// and a module's value counts as a string.
    private func isWrong(_ type: String, _ file: String) -> Bool {
        switch type {
        case "zset": field == "elements.total" || field.hasPrefix("elements.num.") || field == "elements.size.avg"
        case "stream": field == "elements.size.max" || field.hasPrefix("elements.size.p")
        case "string", "module": file.hasPrefix("module_") || file.hasPrefix("vectorset_")
        default: false
        }
    }
}
