/// Something in a file that decides what a server does with it.
public struct LoadReason: Sendable {
    /// What it is, and where.
    public var finding: RDBFinding
    /// What it does to the server.
    public var effect: LoadEffect
    /// Where the server meets it: a key that occurs twice only behind its value.
    var order: UInt64
    init(_ finding: RDBFinding, _ effect: LoadEffect, order: UInt64? = nil) {
        self.finding = finding
        self.effect = effect
        self.order = order ?? finding.error.offset
    }

    /// What would mend it.
    public var advice: String { finding.error.code.advice }
}
