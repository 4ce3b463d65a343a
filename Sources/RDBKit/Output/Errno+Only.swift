internal import SystemPackage

extension Errno {
    /// The system package declares most of its calls as throwing anything; they throw this.
    static func only<Result>(_ call: () throws -> Result) throws(Errno) -> Result {
        do { return try call() } catch { throw error as? Errno ?? .ioError }
    }
}
