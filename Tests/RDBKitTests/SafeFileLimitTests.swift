import Glibc
import SystemPackage
import Testing

@testable import RDBKit

/// Each in a process of its own: users, limits and signals belong to a process.
@Suite("Files that cannot be written")
struct SafeFileLimitTests {
    private static let nobody: UInt32 = 65534

    @Test func aFullDiskLeavesTheOldFile() async {
        await #expect(processExitsWith: .success) {
            let folder = try ScratchFolder()
            try folder.write([1], to: "old")
            // As a full disk does it: part of the bytes is taken, then there is an error.
            TemporaryFiles.removeWhenProcessEnds()
            var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
            let status = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #expect(status == 0)
            let file = try SafeFile(path: folder["old"])
            #expect(throws: OutputError(.write, .fileTooLarge)) { try file.write(Sample.noise(200_000)) }
            #expect(file.count == 100_000)
            file.discard()
            #expect(try folder.names == ["old"])
            #expect(try folder.contents("old") == [1])
        }
    }

    @Test func whatThisUserMayNotWriteIsRefused() async {
        await #expect(processExitsWith: .success) {
            let folder = try ScratchFolder()
            try folder.write([1], to: "old")
            try folder.setPermissions(0o444, of: "old")
            try folder.setPermissions(0o777)
            if geteuid() == 0 { #expect(seteuid(Self.nobody) == 0) }
            #expect(throws: OutputError(.open, .permissionDenied)) { try SafeFile(path: folder["old"]) }
            if getuid() == 0 { #expect(seteuid(0) == 0) }
            try folder.setPermissions(0o555)
            if geteuid() == 0 { #expect(seteuid(Self.nobody) == 0) }
            #expect(throws: OutputError(.create, .permissionDenied)) { try SafeFile(path: folder["new"]) }
            if getuid() == 0 { #expect(seteuid(0) == 0) }
            #expect(try folder.names == ["old"])
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func whoeverCannotKeepTheOwnerGrantsNoMore() async {
        await #expect(processExitsWith: .success) {
            let folder = try ScratchFolder()
            try folder.write([1], to: "old")
            try folder.setPermissions(0o6776, of: "old")
            try folder.setPermissions(0o777)
            let groups = setgroups(0, nil)
            #expect(groups == 0 && setegid(Self.nobody) == 0 && seteuid(Self.nobody) == 0)
            let file = try SafeFile(path: folder["old"])
            try file.commit()
            let status = try folder["old"].stat()
            #expect(status.userID.rawValue == Self.nobody && status.groupID.rawValue == Self.nobody)
            #expect(status.permissions.rawValue == 0o766)
            #expect(seteuid(0) == 0)
        }
    }
}
