/// Compiles function libraries, and runs them to see what they register, as a server does when it loads them.
public protocol FunctionRunner: Sendable {
    /// What became of each library; in the order that was given.
    func register(_ libraries: [FunctionSource]) -> [FunctionRegistration]
    /// Whether a cached script compiles; nothing is registered by it.
    func compile(_ script: [UInt8]) -> FunctionRegistration
}

/// A function library of a file.
public struct FunctionSource: Sendable {
    /// What its first line calls it.
    public var name: String
    /// Its code, first line included.
    public var code: [UInt8]
}

/// What running a library gave.
public enum FunctionRegistration: Sendable, Equatable {
    /// The functions that it registered.
    case registered([String])
    /// Why a server refuses it.
    case failed(String)
    /// It does not end, and no server that loads it stops it.
    case endless(String)
    /// It could not be run here.
    case unknown(String)
}
