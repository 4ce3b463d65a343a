internal import SystemPackage

extension RDBError {
    /// A library could not get the memory that it needs.
    static var outOfMemory: RDBError {
        RDBError(.ioError, at: 0, found: UInt64(Errno.noMemory.rawValue))
    }
}
