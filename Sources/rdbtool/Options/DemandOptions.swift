public import ArgumentParser
public import RDBKit
import ToolSupport

/// What a backup job demands of a sound file.
struct DemandOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Fewest keys in all databases.", valueName: "n"))
    var minKeys: UInt64?

    @Option(help: ArgumentHelp("Fewest bytes of the (expanded) file.", valueName: "size"))
    var minBytes: ByteSize?

    @Option(help: ArgumentHelp("Oldest age, such as 26h, by the file's own ctime.", valueName: "time"))
    var maxAge: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "A condition such as 'db0>=1000', 'db1.hash==0', 'keys<5000' (repeatable).", valueName: "condition"))
    var expect: [RDBExpectation] = []

    var demands: RDBCheckDemands {
        var demands = RDBCheckDemands()
        demands.minimumKeys = minKeys
        demands.minimumBytes = minBytes.map { UInt64($0.bytes) }
        demands.maximumAgeSeconds = maxAge?.seconds
        demands.expectations = expect
        return demands
    }
}

extension RDBExpectation: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}
