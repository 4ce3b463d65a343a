internal import RDBKit

/// Why a server does what it does with a file, in a JSON report.
struct LoadReasonJSON: Encodable {
    let effect: String
    let advice: String
    let finding: FindingJSON

    init(_ reason: LoadReason) {
        effect = reason.effect.rawValue
        advice = reason.advice
        finding = FindingJSON(reason.finding)
    }
}
