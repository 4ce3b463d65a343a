/// Commands and bytes over time, in a bounded number of stretches of equal length.
public struct AOFTimeSeries: Sendable {
    /// What was written in one stretch.
    public struct Stretch: Equatable, Sendable {
        public var commands: UInt64 = 0
        public var bytes: UInt64 = 0
    }

    /// Seconds of a stretch: a power of two.
    public var width: Int64 { 1 << shift }
    private var shift: Int64 = 0
    private var stretches: [Int64: Stretch] = [:]
    private var last: (index: Int64, stretch: Stretch)?

    /// Most stretches; when there are more, two become one.
    static let most = 1024
    /// What lies farther from 1970, in seconds, counts as just so far.
    private static let farthest: Int64 = 1 << 40

    init() {}

    @inline(__always)
    mutating func add(_ seconds: Int64, bytes: UInt64) {
        if last?.index != seconds &>> shift { move(to: seconds) }
        last?.stretch.commands &+= 1
        last?.stretch.bytes &+= bytes
    }

    @inline(never)
    private mutating func move(to seconds: Int64) {
        close()
        last = (min(max(seconds, -Self.farthest), Self.farthest) &>> shift, Stretch())
    }

    private mutating func close() {
        guard let (index, stretch) = last else { return }
        last = nil
        Self.add(stretch, at: index, to: &stretches)
        while stretches.count > Self.most { widen() }
    }

    private static func add(_ stretch: Stretch, at index: Int64, to stretches: inout [Int64: Stretch]) {
        stretches[index, default: Stretch()].commands += stretch.commands
        stretches[index, default: Stretch()].bytes += stretch.bytes
    }

    private mutating func widen() {
        shift += 1
        var wider: [Int64: Stretch] = [:]
        for (index, stretch) in stretches { Self.add(stretch, at: index >> 1, to: &wider) }
        stretches = wider
    }

    mutating func merge(_ other: AOFTimeSeries) {
        var other = other
        close()
        other.close()
        while width < other.width { widen() }
        while other.width < width { other.widen() }
        for (index, stretch) in other.stretches { Self.add(stretch, at: index, to: &stretches) }
        while stretches.count > Self.most { widen() }
    }

    /// The stretches from the first to the last, empty ones too, in at most `count` of equal length.
    ///
    /// - Returns: When the first begins, Unix seconds, and how long each is.
    public func stretches(atMost count: Int) -> (start: Int64, width: Int64, stretches: [Stretch]) {
        guard let first = stretches.keys.min(), let last = stretches.keys.max(), count > 0 else {
            return (0, width, [])
        }
        let step = (last - first) / Int64(count) + 1
        var result = [Stretch](repeating: Stretch(), count: Int((last - first) / step) + 1)
        for (index, stretch) in stretches {
            result[Int((index - first) / step)].commands += stretch.commands
            result[Int((index - first) / step)].bytes += stretch.bytes
        }
        return (first * width, step * width, result)
    }
}
