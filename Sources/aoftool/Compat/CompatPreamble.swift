import RDBKit
import ToolSupport

/// The RDB in front of a log, in the words of the official checkers.
struct CompatPreamble {
    private let rdb: RDBCheckReport
    private let bytes: UInt64
    private let name: String

    init(_ rdb: RDBCheckReport, _ bytes: UInt64, _ name: String) {
        self.rdb = rdb
        self.bytes = bytes
        self.name = name
    }

    /// Prints what is known of it; false where it is damaged.
    func check() -> Bool {
        print("[offset 0] Checking RDB file \(name)")
        if let error = rdb.findings.first(where: { $0.severity == .error }) {
            print("--- RDB ERROR DETECTED ---")
            print("[offset \(error.error.offset)] \(Terminal.escaped(error.message))")
            counts()
            print("RDB preamble of AOF file is not sane, aborting.")
            return false
        }
        switch rdb.checksumState {
        case .ok: print("[offset \(bytes)] Checksum OK")
        case .disabled: print("[offset \(bytes)] RDB file was saved with checksum disabled: no check performed.")
        default: break
        }
        print("[offset \(bytes)] \\o/ RDB looks OK! \\o/")
        counts()
        print("RDB preamble is OK, proceeding with AOF tail...")
        return true
    }

    private func counts() {
        print("[info] \(rdb.keys) keys read\n[info] \(rdb.expires) expires\n[info] \(rdb.expired) already expired")
    }
}
