/// The elements of a list, each by a hash: what LREM and LINSERT ask for. Cheap at both ends.
final class ElementList: KeyElements {
    /// The first elements, in reverse, and those behind them.
    private var front: [UInt64] = []
    private var back: [UInt64] = []
    /// Whether the hashes are those of the elements, not only as many as there are.
    private(set) var isExact = true

    init() {}

    /// A list of so many elements that nobody knows.
    init(unknown count: Int) {
        back = [UInt64](repeating: 0, count: count)
        isExact = false
    }

    static func elements(of value: AOFKeyValue) -> ElementList? {
        if case .list(let list) = value { list } else { nil }
    }

    var value: AOFKeyValue { .list(self) }
    var count: Int { front.count + back.count }
    var cost: Int { count * 8 }

    func copy() -> ElementList {
        let list = ElementList()
        (list.front, list.back, list.isExact) = (front, back, isExact)
        return list
    }

    /// Adds an element; nil for one that is not known.
    func push(_ element: UInt64?, first: Bool) {
        if element == nil { isExact = false }
        if first { front.append(element ?? 0) } else { back.append(element ?? 0) }
    }

    /// Takes an element off; nil where it is not known, or where there is none.
    func pop(first: Bool) -> UInt64? {
        balance(first: first)
        let element = first ? front.popLast() ?? back.popLast() : back.popLast() ?? front.popLast()
        return isExact ? element : nil
    }

    /// Moves half of one side over where the other is empty.
    private func balance(first: Bool) {
        if first && front.isEmpty {
            let half = (back.count + 1) / 2
            front = back.prefix(half).reversed()
            back.removeFirst(half)
        } else if !first && back.isEmpty {
            let half = (front.count + 1) / 2
            back = front.prefix(half).reversed()
            front.removeFirst(half)
        }
    }

    /// All elements in order, to be changed.
    private func flat() -> [UInt64] { front.reversed() + back }

    private func replace(_ elements: [UInt64]) {
        front = []
        back = elements
    }

    /// Keeps those from `start` to `stop`; negative places count from the end.
    func trim(_ start: Int, _ stop: Int) {
        let all = flat()
        let low = max(0, start < 0 ? all.count + start : start)
        let high = min(all.count - 1, stop < 0 ? all.count + stop : stop)
        replace(low <= high ? Array(all[low...high]) : [])
    }

    /// Removes `limit` elements from the front, or from the back where it is negative, or all where it is 0.
    func remove(_ element: UInt64, limit: Int) {
        var left = limit == 0 ? Int.max : Int(clamping: limit.magnitude)
        let keep = { (candidate: UInt64) -> Bool in
            guard candidate == element, left > 0 else { return true }
            left -= 1
            return false
        }
        let all = flat()
        replace(limit < 0 ? Array(all.reversed().filter(keep).reversed()) : all.filter(keep))
    }

    func insert(_ element: UInt64, before: Bool, pivot: UInt64) {
        var all = flat()
        guard let place = all.firstIndex(of: pivot) else { return }
        all.insert(element, at: before ? place : place + 1)
        replace(all)
    }

    func set(_ index: Int, to element: UInt64) {
        let place = index < 0 ? count + index : index
        guard place >= 0, place < count else { return }
        if place < front.count {
            front[front.count - 1 - place] = element
        } else {
            back[place - front.count] = element
        }
    }
}
