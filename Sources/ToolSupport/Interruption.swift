internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Signals that ask a command to end, while it does what must not be left half done.
public enum Interruption {
    private static let requested = Atomic<Int32>(0)
    private static let signals = [SIGHUP, SIGINT, SIGTERM]

    /// Notes signals from now on instead of dying of them.
    ///
    /// - Parameter once: Only the first of each: the next one ends the process, whatever it waits for.
    public static func begin(once: Bool = false) {
        requested.store(0, ordering: .relaxed)
        for number in signals {
            _ = signal(number, once ? noteOnce : note)
        }
    }

    private static let note: @convention(c) @Sendable (Int32) -> Void = { requested.store($0, ordering: .relaxed) }

    private static let noteOnce: @convention(c) @Sendable (Int32) -> Void = {
        requested.store($0, ordering: .relaxed)
        _ = signal($0, SIG_DFL)
    }

    /// Whether one has come.
    public static var isRequested: Bool { requested.load(ordering: .relaxed) != 0 }

    /// Lets signals have their effect again, and that which has come.
    public static func end() {
        for number in signals { _ = signal(number, SIG_DFL) }
        let number = requested.load(ordering: .relaxed)
        if number != 0 { raise(number) }
    }
}
