import Glibc
import RDBKit
import SystemPackage

@main
struct RDBTool {
    static func main() throws {
        let a = CommandLine.arguments
        var o = RDBCheckOptions()
        o.threads = Int(a[1])!
        let path = FilePath(a[2])
        let r = RDBChecker(o).check(
            RDBCheckInput(try FileSource(path: path), reopen: { () throws(RDBError) in try FileSource(path: path) }))
        print(r.header as Any, r.keys, r.expires, r.checksumState, r.byteCount)
        for f in r.findings.prefix(20) {
            print(f.error.code, f.error.offset, f.message, f.key.map { String(decoding: $0, as: UTF8.self) } as Any)
        }
    }
}
