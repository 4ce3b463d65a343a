public import RDBKit

/// A finding in a JSON report.
public struct FindingJSON: Encodable {
    let file: String?
    let severity: String
    let code: String
    let message: String
    let offset: UInt64?
    let end: UInt64?
    let inner: UInt64?
    let db: UInt64?
    let key: String?
    let type: String?
    let encoding: String?
    let expected: String?
    let found: String?

    /// The JSON of `finding`; `file` where a report covers several.
    public init(_ finding: RDBFinding, file: String? = nil) {
        self.file = file
        let error = finding.error
        severity = finding.severity.rawValue
        code = error.code.rawValue
        message = finding.message
        offset = error.hasPlace ? error.offset : nil
        end = error.length > 0 ? error.offset + error.length : nil
        inner = error.inner
        db = finding.database
        key = finding.key.map(JSONLine.string)
        type = finding.objectType?.valueType?.name
        encoding = finding.objectType?.encoding
        expected = error.expectedText
        found = error.foundText
    }
}
