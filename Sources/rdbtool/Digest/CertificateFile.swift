import FoundationEssentials
import RDBKit
import SystemPackage
import ToolSupport

/// A file that may hold a certificate.
struct CertificateFile {
    /// Why it gives none.
    enum Problem: Error {
        /// It cannot be read.
        case unreadable(RDBError)
        /// It holds something else.
        case other
        /// It holds one that says what cannot be relied on, or is not understood.
        case unsound(String)

        var message: String {
            switch self {
            case .unreadable(let error): error.message
            case .other: "not a certificate of rdbtool digest --certificate"
            case .unsound(let reason): "a certificate that cannot be used: \(reason)"
            }
        }
    }

    /// What every version of a certificate says.
    private struct Version: Decodable {
        let certificate: Int
    }

    private static let largest = 16 << 20

    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Whether it can be looked into and read again.
    var isRegular: Bool { FileFacts(FilePath(name))?.isRegular == true }

    /// The certificate.
    func read() throws(Problem) -> RDBCertificate {
        let bytes = try contents()
        guard bytes.first == UInt8(ascii: "{"),
            let version = try? JSONDecoder().decode(Version.self, from: Data(bytes)).certificate
        else { throw .other }
        guard version == 1 else { throw .unsound("it is of version \(version), not 1") }
        guard let document = try? JSONDecoder().decode(CertificateJSON.self, from: Data(bytes)),
            let certificate = document.contents
        else { throw .unsound("a field is missing, or not what it should be") }
        guard document.isConsistent else { throw .unsound("its totals are not those of its databases") }
        return certificate
    }

    /// Says why there is none.
    func complain(_ problem: Problem) {
        let shown = Terminal.escaped(InputFile(name).shownName)
        StandardError.line("rdbtool: \(shown): \(Terminal.escaped(problem.message))")
    }

    private func contents() throws(Problem) -> [UInt8] {
        do throws(RDBError) {
            return try WholeFile.read(name == "-" ? "/dev/stdin" : FilePath(name), limit: Self.largest)
        } catch {
            // An RDB file is not read in vain.
            throw error.code == .memoryLimit ? .other : .unreadable(error)
        }
    }
}
