internal import Dispatch
internal import Synchronization

/// Goes over a large log on all threads.
///
/// The file is cut into chunks. Each is read from the first place on where a record may begin, up to the first record
/// of the next one. That guess counts only if the chunk in front ends just there; if not, the chunk is read again from
/// where that ends. So what is found is the same for any number of threads.
struct AOFChunkScan {
    /// So many chunks are read by each thread before they are put together.
    private static let chunksOfThread = 8

    let input: AOFInput
    let table: AOFCommandTable
    let options: AOFCheckOptions
    /// Commands larger than this are not kept in memory.
    let wholeLimit: Int
    let progress: (@Sendable (UInt64) -> Void)?

    /// A chunk that was read.
    private struct Chunk: Sendable {
        /// The first record, and the byte behind the last.
        var start: UInt64
        var end: UInt64
        var records: AOFRecordScanner
    }

    /// Whether there is enough to read behind `start` for more than one thread.
    private func isWorthwhile(from start: UInt64) -> Bool {
        guard options.rdb.threads > 1, input.compression == .none, input.reopen != nil, let size = input.size else {
            return false
        }
        return size > start && size - start >= 2 * options.chunkBytes
    }

    /// Reads records from `start` on, and hands them to `scanner`.
    ///
    /// - Returns: The place that it came to: at damage, near the end, or where guesses do not hold.
    func run(from start: UInt64, _ scanner: inout AOFPartScanner) -> UInt64 {
        var place = start
        while isWorthwhile(from: place) {
            let first = place
            let chunks = readChunks(from: first)
            var misses = 0
            for (index, chunk) in chunks.enumerated() {
                let border = first + UInt64(index) * options.chunkBytes
                if place < border {
                    // Nobody has read what lies in front of this chunk.
                    guard let missing = read(from: place, upTo: border) else { return place }
                    take(missing, &scanner, &place)
                }
                if let chunk, chunk.start == place {
                    take(chunk, &scanner, &place)
                } else if place < border + options.chunkBytes {
                    misses += 1
                }
            }
            progress?(place)
            if misses * 2 > chunks.count || place == first { return place }
        }
        return place
    }

    private func take(_ chunk: Chunk, _ scanner: inout AOFPartScanner, _ place: inout UInt64) {
        scanner.take(chunk.records)
        place = chunk.end
    }

    /// Reads the next chunks on all threads; nil for those that cannot be read through.
    private func readChunks(from first: UInt64) -> [Chunk?] {
        let size = options.chunkBytes
        let left = ((input.size ?? first) - first) / size
        let count = Int(min(left, UInt64(options.rdb.threads * Self.chunksOfThread)))
        let chunks = Mutex([Chunk?](repeating: nil, count: count))
        let next = Atomic(0)
        // Each thread opens the file for itself.
        nonisolated(unsafe) let scan = self
        DispatchQueue.concurrentPerform(iterations: min(count, options.rdb.threads)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let border = first + UInt64(index) * size
                let chunk = unsafe scan.read(from: border, isGuess: index > 0, upTo: border + size)
                chunks.withLock { $0[index] = chunk }
            }
        }
        return chunks.withLock { $0 }
    }

    /// Reads the records from `start`, or from the first one behind it, up to the first that begins at `end` or later.
    private func read(from start: UInt64, isGuess: Bool = false, upTo end: UInt64) -> Chunk? {
        do throws(RDBError) {
            // A record that begins right there has the end of a line in front of it.
            guard let window = try input.window(from: isGuess ? start - 2 : start) else { return nil }
            if isGuess { guard try moveToRecord(window, before: end) else { return nil } }
            var reader = AOFReader(window, wholeLimit: wholeLimit)
            var chunk = Chunk(start: reader.offset, end: 0, records: AOFRecordScanner(table, options))
            _ = try chunk.records.scan(&reader, upTo: end)
            chunk.end = reader.offset
            return chunk
        } catch {
            // Damage, or a wrong guess: whoever reads it from the right place will see.
            return nil
        }
    }

    /// Moves to the first place where a record may begin: behind an end of line, with a count or a time stamp.
    private func moveToRecord(_ window: InputWindow, before end: UInt64) throws(RDBError) -> Bool {
        var bytes = ByteReader(window)
        while bytes.offset < end {
            if bytes.available < 4 {
                guard try bytes.extend(to: InputWindow.standardCapacity), bytes.available >= 4 else { return false }
            }
            let word = unsafe UInt32(littleEndian: bytes.position.loadUnaligned(as: UInt32.self))
            let isCommand = word & 0xFFFFFF == 0x2A_0A0D && (0x31...0x39).contains(word >> 24)
            if isCommand || word == 0x5423_0A0D {
                bytes.advance(2)
                bytes.settle()
                return true
            }
            bytes.advance(1)
        }
        return false
    }
}
