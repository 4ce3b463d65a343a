import ArgumentParser
import RDBKit
import ToolSupport

/// The certificate that a checked file is held to.
struct CertificateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Hold the file to a certificate of digest --certificate: the same contents.", valueName: "certificate"),
        completion: .file(extensions: ["json"]))
    var against: String?

    @Option(
        help: ArgumentHelp(
            "With --against: contents may differ, but no count may be smaller by more than this, such as 5%.",
            valueName: "share"),
        transform: CertificateOptions.share)
    var allowFewer: Double?

    func validate() throws {
        if allowFewer != nil && against == nil { throw ValidationError("--allow-fewer needs --against.") }
    }

    private static func share(_ text: String) throws -> Double {
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? text.dropLast() : text[...]),
            case let share = isPercent ? number / 100 : number, (0...1).contains(share)
        else { throw ValidationError("A share is a percentage such as 5%, or a fraction such as 0.05.") }
        return share
    }

    /// What may differ.
    var tolerance: RDBCertificate.Tolerance { allowFewer.map { .fewer($0) } ?? .none }
}
