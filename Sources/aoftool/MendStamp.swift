import ToolSupport

/// What tells the folders of two mends from each other: the time, and a few random letters.
enum MendStamp {
    static var text: String {
        let time = Moment.text(seconds: Moment.now.milliseconds / 1000).filter { $0 != "-" && $0 != ":" }
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return time + "-" + String((0..<4).compactMap { _ in letters.randomElement() })
    }
}
