internal import CXattr
internal import SystemPackage

/// One extended attribute of a file, as `user.comment` or its access control list.
struct ExtendedAttribute {
    private let name: String
    private let value: [UInt8]

    /// Those of the file at `path` that do not depend on what is in it.
    static func all(of path: FilePath) -> [ExtendedAttribute] {
        let list = unsafe read { buffer, count in
            unsafe path.withPlatformString { unsafe listxattr($0, buffer, count) }
        }
        let names = (list ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return names.filter(isKept).compactMap { name in
            let value = unsafe read { buffer, count in
                unsafe path.withPlatformString { unsafe getxattr($0, name, buffer, count) }
            }
            return value.map { ExtendedAttribute(name: name, value: $0) }
        }
    }

    /// Sets it; where that is not allowed, the file goes without it.
    func set(on descriptor: FileDescriptor) {
        _ = unsafe value.withUnsafeBytes { unsafe fsetxattr(descriptor.rawValue, name, $0.baseAddress, $0.count, 0) }
    }

    /// Capabilities and hashes of the content (`security.capability`, `security.ima`) must not go to another content.
    private static func isKept(_ name: String) -> Bool {
        !name.hasPrefix("security.") || name == "security.selinux"
    }

    /// Calls `call` for the size, and again for the bytes; nil where that fails.
    private static func read(_ call: (UnsafeMutableRawPointer?, Int) -> Int) -> [UInt8]? {
        let size = call(nil, 0)
        guard size > 0 else { return size == 0 ? [] : nil }
        var bytes = [UInt8](repeating: 0, count: size)
        let got = unsafe bytes.withUnsafeMutableBytes { unsafe call($0.baseAddress, $0.count) }
        return got < 0 ? nil : Array(bytes[..<got])
    }
}
