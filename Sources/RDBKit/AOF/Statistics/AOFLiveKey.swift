/// What is left of a key: the bytes of the commands that a rewrite would write for it.
///
/// Reckoned from the commands in the log alone, without values.
struct AOFLiveKey {
    /// A command on the key.
    struct Step {
        /// The hash of the key's name.
        var name: UInt64
        var database: UInt64
        /// Bytes of the command, or its share of a command on several keys or elements.
        var bytes: UInt64
        var kind: AOFLiveKind
        /// The hash of the element; the place where a TRIM begins.
        var element: UInt64 = 0
        /// Elements that it adds or takes away; the place where a TRIM ends.
        var count: UInt64 = 1
        /// Of `bytes` those of elements, or of a part of the value.
        var payload: UInt64 = 0
        /// Bytes of what stands in front of elements: the name of the command and the key.
        var frame: UInt64 = 0
    }

    /// Elements of a key that are told apart; of more it is a sample.
    private static let mostElements = 1024
    /// Elements that servers write in one command.
    private static let elementsOfCommand: UInt64 = 64

    let name: UInt64
    /// Bytes of all its commands.
    private(set) var total: UInt64 = 0
    /// Bytes of a value without elements, and of its expiry.
    private var value: UInt64 = 0
    private var expiry: UInt64 = 0
    /// Elements that are not told apart, and their bytes.
    private var added: UInt64 = 0
    private var addedBytes: UInt64 = 0
    /// Bytes of the elements that are told apart: those whose hash has so many zeros at its end.
    private var elements: [UInt64: UInt64] = [:]
    private var zeros: UInt64 = 0
    private var frame: UInt64 = 0
    /// Entries of a stream have a command each.
    private var isStream = false

    init(name: UInt64) {
        self.name = name
    }

    /// Entries in the table of elements.
    var entries: Int { elements.count }

    /// Bytes that a rewrite would write, and the variance that comes of the sample of elements.
    var rest: (bytes: UInt64, variance: Double) {
        let size = elements.values.reduce(0, +) << zeros
        let count = added + UInt64(elements.count) << zeros
        guard value > 0 || count > 0 else { return (0, 0) }
        let each = isStream ? 1 : Self.elementsOfCommand
        let frames = (count + each - 1) / each * frame
        let factor = Double(UInt64(1) << zeros)
        let squares = zeros == 0 ? 0 : elements.values.reduce(0.0) { $0 + Double($1) * Double($1) }
        let bytes = value + expiry + addedBytes + size + frames
        // What a sample tells may be too much; cut off, it would be too little on average.
        return (zeros == 0 ? min(bytes, total) : bytes, factor * (factor - 1) * squares)
    }

    /// The key is gone.
    mutating func clear() {
        (value, expiry, added, addedBytes, zeros) = (0, 0, 0, 0, 0)
        elements = [:]
    }

    /// Carries a command out.
    mutating func apply(_ step: Step) {
        total += step.bytes
        switch step.kind {
        case .replace:
            clear()
            value = step.bytes
        case .update: value = step.bytes
        case .append: value = max(value, step.frame) + step.payload
        case .grow: value = max(value, step.frame + step.payload)
        case .add: value += step.bytes
        case .expire: expiry = step.bytes
        case .persist: expiry = 0
        case .push, .pushEntry: push(step)
        case .addElements: put(step)
        case .removeElements: elements[step.element] = nil
        case .pop: take(step.count)
        case .trim: trim(from: Int64(bitPattern: step.element), to: Int64(bitPattern: step.count))
        case .trimEntries: if added > step.count { take(added - step.count) }
        case .remove, .moveAway: clear()
        case .none: break
        }
    }

    private mutating func push(_ step: Step) {
        isStream = step.kind == .pushEntry
        frame = step.frame
        added += isStream ? 1 : step.count
        addedBytes += step.payload
        if isStream && added > step.count { take(added - step.count) }
    }

    private mutating func put(_ step: Step) {
        frame = max(frame, step.frame)
        guard isSampled(step.element) else { return }
        elements[step.element] = step.payload
        while elements.count > Self.mostElements {
            zeros += 1
            elements = elements.filter { isSampled($0.key) }
        }
    }

    private func isSampled(_ element: UInt64) -> Bool { element & (1 << zeros - 1) == 0 }

    /// Takes elements away of which nobody knows which they are: each has its share of the bytes.
    private mutating func take(_ count: UInt64) {
        guard added > 0 else {
            for _ in 0..<min(count >> zeros, UInt64(elements.count)) { elements.remove(at: elements.startIndex) }
            return
        }
        let gone = min(count, added)
        addedBytes -= UInt64(Double(addedBytes) * (Double(gone) / Double(added)))
        added -= gone
    }

    /// Leaves the elements from one place to another; places below 0 count from the end.
    private mutating func trim(from: Int64, to: Int64) {
        let count = Int64(clamping: added)
        let first = from < 0 ? max(0, count &+ from) : from
        let last = min(count - 1, to < 0 ? count &+ to : to)
        take(UInt64(count - (first <= last ? last - first + 1 : 0)))
    }
}
