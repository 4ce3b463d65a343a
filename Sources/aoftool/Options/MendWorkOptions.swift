import ArgumentParser
import RDBKit
import ToolSupport

/// Most that a mend may lose: bytes, a share, or commands.
enum LossLimit: ExpressibleByArgument {
    case bytes(UInt64)
    case percent(Double)
    case commands(UInt64)

    init?(argument: String) {
        if argument.hasSuffix("%") {
            guard let share = Double(argument.dropLast()), (0...100).contains(share) else { return nil }
            self = .percent(share)
        } else if argument.hasSuffix("commands") {
            guard let count = UInt64(argument.dropLast("commands".count)) else { return nil }
            self = .commands(count)
        } else {
            guard let size = ByteSize(argument: argument) else { return nil }
            self = .bytes(UInt64(size.bytes))
        }
    }

    /// Whether so much may be lost of a set of `total` bytes.
    func allows(_ loss: AOFLoss, of total: UInt64) -> Bool {
        switch self {
        case .bytes(let limit): loss.bytes <= limit
        case .percent(let share): Double(loss.bytes) <= Double(total) * share / 100
        case .commands(let limit): loss.commands <= limit
        }
    }

    var text: String {
        switch self {
        case .bytes(let limit): ByteSize.text(limit)
        case .percent(let share): "\(share)%"
        case .commands(let limit): limit.counted("command")
        }
    }
}

/// How a mend is carried out.
struct MendWorkOptions: ParsableArguments {
    @Flag(help: "Do not ask. Without --max-loss at most 1% and 64 MiB may be lost then.")
    var yes = false

    @Flag(help: "Show the plan only.")
    var dryRun = false

    @Option(help: ArgumentHelp("Most that may be lost: a size, 5%, or 10commands.", valueName: "limit"))
    var maxLoss: LossLimit?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write the mended files to this new folder and leave the old ones alone.", valueName: "folder"),
        completion: .directory)
    var output: String?

    @Flag(help: "Mend files that a process has open for writing. It will destroy them if it writes on.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "Where to keep what is cut off when there is no room beside the files (TMPDIR, /tmp).", valueName: "folder"),
        completion: .directory)
    var tmp: String?

    func validate() throws {
        if yes && dryRun { throw ValidationError("--yes and --dry-run exclude each other.") }
    }

    /// Whether an option says how to mend: undoing has no use for it.
    var isMendAsked: Bool { yes || maxLoss != nil || output != nil || tmp != nil }

    /// The limits that hold.
    var limits: [LossLimit] {
        if let maxLoss { return [maxLoss] }
        return yes ? [.percent(1), .bytes(64 << 20)] : []
    }
}
