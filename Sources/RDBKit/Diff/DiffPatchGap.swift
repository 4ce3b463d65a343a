/// A key that the commands of a patch do not make as the second source has it.
public struct DiffPatchGap: Sendable {
    /// Its database.
    public let database: UInt64
    /// Its name.
    public let name: [UInt8]
    /// What no command says; empty where a part of the key could not be read again.
    public let losses: [RDBConvertLoss]
    /// Whether nothing of it is written, so that it stays as it was.
    public let isLeftOut: Bool
}
