/// A MULTI without an EXEC.
///
/// A server that finds its log torn inside a transaction may leave the MULTI, and write on behind it when it is started
/// anew. What it writes then was acknowledged, what stands in front of it was not. It begins with a SELECT, or with a
/// MULTI; but a SELECT may be the transaction's own, too.
public struct AOFOpenMulti: Equatable, Sendable {
    /// So many that are open at once are told apart.
    static let most = 1000

    /// Its first byte.
    public var start: UInt64
    /// The byte behind it.
    public var end: UInt64
    /// Commands behind it.
    public var commands: UInt64 = 0
    /// Where a server that was started anew went on writing, if that is certain: at a MULTI, or at a SELECT of the
    /// database that was selected already.
    public var restart: UInt64?
    /// Whether a SELECT stands right behind it.
    public var beginsWithSelect = false
    /// Whether a SELECT stands behind it that may be the transaction's, or a server's that was started anew.
    public var isUnclear = false

    /// Takes in a SELECT.
    mutating func takeSelect(at offset: UInt64, isFirst: Bool, isRepeated: Bool) {
        guard restart == nil, !isUnclear else { return }
        if isFirst {
            beginsWithSelect = true
        } else if isRepeated && !beginsWithSelect {
            restart = offset
        } else {
            isUnclear = true
        }
    }

    /// Takes in a MULTI: no server writes one inside a transaction.
    mutating func takeMulti(at offset: UInt64) {
        guard restart == nil, !isUnclear else { return }
        if beginsWithSelect { isUnclear = true } else { restart = offset }
    }
}
