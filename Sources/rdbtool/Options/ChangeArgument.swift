import ArgumentParser
import RDBKit
import ToolSupport

/// Reads what the options of ``ChangeOptions`` and ``MappingOptions`` are given; says what is right where it is wrong.
enum ChangeArgument {
    /// Milliseconds.
    static func shift(_ text: String) throws -> Int64 {
        let isNegative = text.hasPrefix("-")
        let span = TimeSpan(argument: text.hasPrefix("+") || isNegative ? String(text.dropFirst()) : text)
        let milliseconds = span.map { $0.seconds.multipliedReportingOverflow(by: isNegative ? -1000 : 1000) }
        guard let milliseconds, !milliseconds.overflow else {
            throw ValidationError("It is a span of time such as +2h, -30m or 7d.")
        }
        return milliseconds.partialValue
    }

    static func substitution(_ text: String) throws -> KeySubstitution {
        do {
            return try KeySubstitution(text)
        } catch {
            throw ValidationError("\(error).")
        }
    }

    static func databases(_ text: String) throws -> [UInt64: UInt64] {
        var map: [UInt64: UInt64] = [:]
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let numbers = word.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
            guard numbers.count == 2, let from = numbers[0], let to = numbers[1], map[from] == nil else {
                throw ValidationError("Databases are mapped as in 1:0 or 0:1,1:0, each at most once.")
            }
            map[from] = to
        }
        return map
    }

    static func parts(_ text: String) throws -> RDBRewriteOptions.Parts {
        var parts: RDBRewriteOptions.Parts = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            switch word {
            case "aux": parts.insert(.aux)
            case "functions": parts.insert(.functions)
            case "modules": parts.insert(.modules)
            case "idle": parts.insert(.idle)
            case "freq": parts.insert(.frequency)
            default: throw ValidationError("'\(word)' is none of aux, functions, modules, idle, freq.")
            }
        }
        return parts
    }
}
