/// Bars and sparklines for a terminal; plain characters elsewhere.
enum Chart {
    private static let eighths = Array(" ▏▎▍▌▋▊▉█")
    private static let heights = Array("▁▂▃▄▅▆▇█")

    /// A bar of a share of `width` columns.
    static func bar(_ share: Double, width: Int) -> String {
        let filled = Int((min(1, max(0, share)) * Double(width * 8)).rounded())
        let bar = String(repeating: "█", count: filled / 8)
        return filled % 8 == 0 ? bar : bar + String(eighths[filled % 8])
    }

    /// A column for each number, the highest for the greatest.
    static func sparkline(_ numbers: [UInt64]) -> String {
        guard let most = numbers.max(), most > 0 else { return String(repeating: " ", count: numbers.count) }
        return String(
            numbers.map { number in
                number == 0 ? " " : heights[min(7, Int(Double(number) / Double(most) * 8))]
            })
    }
}
