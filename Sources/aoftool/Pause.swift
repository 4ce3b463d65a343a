#if canImport(Glibc)
    import Glibc
#endif

/// Waiting.
enum Pause {
    /// Waits as long as a reader hardly notices.
    static func tenthOfSecond() {
        usleep(100_000)
    }
}
