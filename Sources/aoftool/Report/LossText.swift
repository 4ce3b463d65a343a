import RDBKit
import ToolSupport

/// What a mend loses, in words: `30 bytes (2 commands on 1 key)`.
struct LossText {
    private let loss: AOFLoss

    init(_ loss: AOFLoss) {
        self.loss = loss
    }

    var text: String {
        loss.bytes.counted("byte") + " (" + commands + span + ")"
    }

    private var commands: String {
        if loss.commands == 0 { return "no whole command" }
        return loss.commands.counted("command") + (loss.keys == 0 ? "" : " on " + loss.keys.counted("key"))
    }

    private var span: String {
        guard let first = loss.firstTimestamp, let last = loss.lastTimestamp else { return "" }
        return first == last
            ? ", of \(Moment.text(seconds: first))"
            : ", from \(Moment.text(seconds: first)) to \(Moment.text(seconds: last))"
    }
}
