internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// Owner, group, permissions and extended attributes of a file, which outlive the file.
struct FileAttributes {
    private let userID: UserID
    private let groupID: GroupID
    private let permissions: FilePermissions
    private let extended: [ExtendedAttribute]

    /// Those of the file at `path`, which has this `status`.
    init(of path: FilePath, _ status: Stat) {
        userID = status.userID
        groupID = status.groupID
        permissions = status.permissions
        extended = ExtendedAttribute.all(of: path)
    }

    /// Puts them on an open file, as far as this user may.
    ///
    /// Nobody may do more with the file than before: where the group is lost, the new group gets only what everybody
    /// has; where owner or group is lost, the set-ID bits go.
    func apply(to descriptor: FileDescriptor) {
        let keepsBoth = fchown(descriptor.rawValue, userID.rawValue, groupID.rawValue) == 0
        let keepsGroup = keepsBoth || fchown(descriptor.rawValue, .max, groupID.rawValue) == 0
        for attribute in extended { attribute.set(on: descriptor) }
        var permissions = permissions
        if !keepsBoth { permissions.subtract([.setUserID, .setGroupID]) }
        if !keepsGroup { permissions = Self.withoutGroup(permissions) }
        // Where this fails, the file stays its owner's alone.
        _ = fchmod(descriptor.rawValue, permissions.rawValue)
    }

    private static func withoutGroup(_ permissions: FilePermissions) -> FilePermissions {
        let ofOthers = (permissions.rawValue & 0o007) << 3
        return FilePermissions(rawValue: permissions.rawValue & (~0o070 | ofOthers))
    }
}
