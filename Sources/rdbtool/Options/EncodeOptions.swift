public import ArgumentParser
public import RDBKit
import ToolSupport

/// For which server values are encoded, and how.
struct EncodeOptions: ParsableArguments {
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Make a file that this server loads: \(ServerTarget.names).", valueName: "server"))
    var target: ServerTarget?

    @Flag(help: "Encode every value anew, as the target (or the input's own server) would write it.")
    var reencode = false

    @Flag(help: "Compress no strings.")
    var noCompress = false

    @Option(
        help: ArgumentHelp(
            "What the target cannot hold: fail (name all of it, write nothing), drop the keys, or degrade them.",
            valueName: "treatment"))
    var onUnsupported = UnsupportedTreatment.fail

    @Flag(
        inversion: .prefixedNo,
        help: "Read the output back and compare its contents (by default where values may be encoded anew).")
    var verify: Bool?

    func validate() throws {
        if onUnsupported != .fail && target == nil { throw ValidationError("--on-unsupported belongs to --for.") }
    }

    /// Whether values may be encoded anew.
    var encodes: Bool { target != nil || reencode || noCompress }

    func apply(to options: inout RDBRewriteOptions) {
        options.target = target
        options.reencodes = reencode
        options.compresses = !noCompress
        options.unsupported = onUnsupported
    }
}

extension UnsupportedTreatment: ExpressibleByArgument {}
