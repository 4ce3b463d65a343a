/// The counters behind the lines of a checker.
struct CompatCounts {
    var keys = 0
    var expires = 0
    var expired = 0
    var subexpires = 0
    var functions = 0
    var scripts = 0

    /// The `[info]` lines.
    func lines(_ style: CompatStyle) -> [String] {
        var lines = ["[info] \(keys) keys read", "[info] \(expires) expires", "[info] \(expired) already expired"]
        if style.countsSubexpires { lines.append("[info] \(subexpires) subexpires") }
        if style.isValkey {
            lines.append("[info] \(functions) functions")
            if scripts > 0 { lines.append("[info] \(scripts) lua scripts read") }
        }
        return lines
    }
}
