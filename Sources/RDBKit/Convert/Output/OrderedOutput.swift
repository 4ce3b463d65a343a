internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Puts what several workers write for their turns into the order of the file.
///
/// Whoever finishes the turn that is next writes it, and all that wait behind it. A worker that is too far ahead
/// waits, so memory stays bounded.
@safe
final class OrderedOutput: @unchecked Sendable {
    /// Finished turns that may wait for one in front of them.
    private let mostWaiting: Int
    private let output: ConvertedOutput
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [UInt64: Waiting] = [:]
    private var next: UInt64 = 0
    /// Nothing behind this turn is wanted.
    private var last = UInt64.max
    /// Keys in the turns that were written.
    private(set) var keys: UInt64 = 0

    /// A turn that is finished before its time.
    private final class Waiting {
        let buffer: RawBuffer
        let range: Range<Int>
        let keys: UInt64

        init(_ buffer: consuming RawBuffer, _ range: Range<Int>, _ keys: UInt64) {
            self.buffer = buffer
            self.range = range
            self.keys = keys
        }

        var bytes: UnsafeRawBufferPointer {
            unsafe UnsafeRawBufferPointer(start: buffer.base + range.lowerBound, count: range.count)
        }
    }

    /// - Parameter first: The number of the first turn.
    init(_ output: ConvertedOutput, threads: Int, first: UInt64 = 0) {
        self.output = output
        next = first
        mostWaiting = 2 * threads
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(change, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(change)
        unsafe pthread_mutex_destroy(mutex)
        unsafe change.deallocate()
        unsafe mutex.deallocate()
    }

    /// Takes the output of a finished turn.
    ///
    /// - Parameter isLast: Whether nothing behind this turn is wanted.
    /// - Returns: Whether more is wanted.
    func submit(
        _ buffer: inout RawBuffer, _ range: Range<Int>, of sequence: UInt64, keys: UInt64, isLast: Bool
    ) -> Bool {
        lock()
        defer { unlock() }
        if isLast { last = min(last, sequence) }
        while sequence != next && sequence <= last && waiting.count >= mostWaiting { wait() }
        guard sequence <= last else { return false }
        if sequence == next {
            unsafe write(unsafe UnsafeRawBufferPointer(start: buffer.base + range.lowerBound, count: range.count), keys)
            writeWaiting()
        } else {
            var spare = RawBuffer(capacity: TurnOutput.usualCapacity)
            swap(&spare, &buffer)
            waiting[sequence] = Waiting(spare, range, keys)
        }
        wakeAll()
        return next <= last
    }

    /// Writes a part of a turn that is not finished, once all turns in front of it are out.
    func writeEarly(_ bytes: UnsafeRawBufferPointer, of sequence: UInt64) {
        lock()
        defer { unlock() }
        while sequence != next && sequence <= last { wait() }
        guard sequence == next && sequence <= last else { return }
        unlock()
        unsafe output.write(bytes)
        lock()
    }

    private func writeWaiting() {
        while next <= last, let turn = waiting.removeValue(forKey: next) { unsafe write(unsafe turn.bytes, turn.keys) }
        if next > last { waiting = [:] }
    }

    /// Writes the next turn without holding the lock: only its owner gets here.
    private func write(_ bytes: UnsafeRawBufferPointer, _ keysOfTurn: UInt64) {
        unlock()
        unsafe output.write(bytes)
        lock()
        keys += keysOfTurn
        next += 1
        if output.failure != nil { last = min(last, next - 1) }
    }

    private func lock() { unsafe _ = pthread_mutex_lock(mutex) }
    private func unlock() { unsafe _ = pthread_mutex_unlock(mutex) }
    private func wait() { unsafe _ = pthread_cond_wait(change, mutex) }
    private func wakeAll() { unsafe _ = pthread_cond_broadcast(change) }
}
