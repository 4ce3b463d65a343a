internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Signals that ask a command to end, while it does what must not be left half done.
public enum Interruption {
    private static let requested = Atomic<Int32>(0)
    private static let signals = [SIGHUP, SIGINT, SIGTERM]

    /// Notes signals from now on instead of dying of them.
    public static func begin() {
        requested.store(0, ordering: .relaxed)
        for number in signals {
            _ = signal(number) { Interruption.requested.store($0, ordering: .relaxed) }
        }
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
