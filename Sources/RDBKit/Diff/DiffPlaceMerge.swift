/// Goes through sorted runs of places as if they were one.
struct DiffPlaceMerge: IteratorProtocol, Sendable {
    typealias Place = DiffPlaces.Place

    /// A run: a part of it is in memory, the rest in the file.
    private struct Run {
        var places: [Place]
        var next = 0
        var rest = DiffSpill.Extent(offset: 0, count: 0)
    }

    private static let leastRead = 64

    private let spill: DiffSpill
    /// Places of each run that are read at a time.
    private let read: Int
    private var runs: [Run]
    /// The runs that have a next place, the one with the smallest last.
    private var order: [Int] = []

    /// Merges runs of `spill` with places that are in memory; `memory` more may be there.
    init(_ runs: [DiffSpill.Extent], _ held: [Place], _ spill: DiffSpill, memory: Int) {
        self.spill = spill
        read = max(Self.leastRead, memory / max(1, runs.count))
        self.runs = runs.map { Run(places: [], rest: $0) } + [Run(places: held)]
        for index in self.runs.indices where fill(index) { insert(index) }
    }

    mutating func next() -> Place? {
        guard let index = order.popLast() else { return nil }
        let place = runs[index].places[runs[index].next]
        runs[index].next += 1
        if fill(index) { insert(index) }
        return place
    }

    /// Reads on where what is in memory is used up; false at the end of the run, or where it cannot be read.
    private mutating func fill(_ index: Int) -> Bool {
        if runs[index].next < runs[index].places.count { return true }
        let part = runs[index].rest.takeFirst(read, of: Place.self)
        guard part.count > 0, let places = spill.read(part, as: Place.self) else { return false }
        runs[index].places = places
        runs[index].next = 0
        return true
    }

    private mutating func insert(_ index: Int) {
        let place = head(index)
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if place < head(order[middle]) { low = middle + 1 } else { high = middle }
        }
        order.insert(index, at: low)
    }

    private func head(_ index: Int) -> Place { runs[index].places[runs[index].next] }
}
