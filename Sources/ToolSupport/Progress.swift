public import ArgumentParser
internal import Synchronization

/// Where progress is shown.
public enum ProgressMode: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// On standard error, if that is a terminal.
    case auto
    case always, never
    /// As JSON, one object on a line.
    case json

    /// Whether anything is shown at all.
    var isOn: Bool { self == .auto ? Terminal.showsErrors : self != .never }
}

/// Shows how far a command has come, at most five times a second.
public final class Progress: Sendable {
    private struct State {
        var shown: ContinuousClock.Instant
        var hasLine = false
    }

    private let mode: ProgressMode
    private let file: String
    private let total: UInt64?
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    /// Progress on `file`, of `total` bytes if that is known; nil when nothing is to be shown.
    public init?(_ mode: ProgressMode, file: String, total: UInt64?) {
        guard mode.isOn else { return nil }
        self.mode = mode
        self.file = file
        self.total = total
        state = Mutex(State(shown: .now))
    }

    /// Notes that `bytes` bytes are done; any thread may call it.
    public func reached(_ bytes: UInt64) {
        let isDue = state.withLock { state in
            guard state.shown.duration(to: .now) >= .milliseconds(200) else { return false }
            state.shown = .now
            state.hasLine = true
            return true
        }
        if isDue { show(bytes) }
    }

    /// Takes the line off the terminal.
    public func finish() {
        guard mode != .json, state.withLock({ $0.hasLine }) else { return }
        var stream = StandardError()
        stream.write("\r\u{1B}[K")
    }

    private func show(_ bytes: UInt64) {
        let seconds = max(
            0.001,
            Double(start.duration(to: .now).components.attoseconds) / 1e18
                + Double(start.duration(to: .now).components.seconds))
        let rate = Double(bytes) / seconds
        let left = total.map { Double($0 - min($0, bytes)) / max(rate, 1) }
        var stream = StandardError()
        stream.write(mode == .json ? json(bytes, rate, left) : line(bytes, rate, left))
    }

    private func line(_ bytes: UInt64, _ rate: Double, _ left: Double?) -> String {
        var text = "\r\u{1B}[K\(ByteSize.text(bytes))"
        if let total, let left {
            text += " of \(ByteSize.text(total)) (\(bytes * 100 / max(total, 1))%), \(Int(left.rounded(.up))) s left"
        }
        return text + ", \(ByteSize.text(UInt64(rate)))/s"
    }

    private func json(_ bytes: UInt64, _ rate: Double, _ left: Double?) -> String {
        let report = ProgressReport(
            file: file, bytes: bytes, total: total, bytesPerSecond: UInt64(rate), secondsLeft: left)
        return JSONLine.encode(report) + "\n"
    }
}

/// One line of `--progress json`.
private struct ProgressReport: Encodable {
    let file: String
    let bytes: UInt64
    let total: UInt64?
    let bytesPerSecond: UInt64
    let secondsLeft: Double?

    enum CodingKeys: String, CodingKey {
        case file, bytes, total
        case bytesPerSecond = "bytes_per_second"
        case secondsLeft = "seconds_left"
    }
}
