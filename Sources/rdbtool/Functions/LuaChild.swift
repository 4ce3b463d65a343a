import Glibc
import RDBKit

/// Runs function libraries, each in a process of its own: this tool once more, with a hidden verb.
///
/// Code from a file may loop, eat memory or meet a defect of Lua. A process can be limited and killed, and what
/// happens in it stays there. The tool starts itself because it is there wherever it is installed, and with
/// `posix_spawn` because a fork of a process with threads may do next to nothing.
struct LuaChild: FunctionRunner {
    /// `redis` or `valkey`.
    let product: String
    /// Milliseconds after which a child is killed; its own limit of processor time is below.
    private static let patience: Int32 = 10_000

    func register(_ libraries: [FunctionSource]) -> [FunctionRegistration] {
        libraries.map { run($0.code, product) }
    }

    func compile(_ script: [UInt8]) -> FunctionRegistration { run(script, "script") }

    private func run(_ code: [UInt8], _ mode: String) -> FunctionRegistration {
        guard let child = ChildProcess(["rdbtool", "register-functions", mode]) else {
            return .unknown("no process could be started")
        }
        guard let output = child.answer(to: code, within: Self.patience) else {
            return .endless("it takes more than the \(ProcessLimits.seconds) s that it may")
        }
        let text = String(decoding: output, as: UTF8.self)
        guard let end = text.firstIndex(of: "\n") else { return .unknown("no answer") }
        let rest = String(text[text.index(after: end)...])
        if text[..<end] == "registered" { return .registered(rest.split(separator: "\n").map(String.init)) }
        if rest.hasPrefix(LuaPrelude.unavailable) {
            return .unknown("not run to its end: " + rest.dropFirst(LuaPrelude.unavailable.count))
        }
        if rest.hasPrefix(LuaPrelude.endless) {
            return .endless(String(rest.dropFirst(LuaPrelude.endless.count)))
        }
        return .failed(rest)
    }
}
