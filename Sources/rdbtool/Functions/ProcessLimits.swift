import Glibc

/// Limits of the process that runs code of a file.
enum ProcessLimits {
    /// Seconds of processor time.
    static let seconds: UInt = 5

    /// Takes from this process what it needs for nothing: time, memory, files, other processes.
    static func apply() {
        let limits: [(__rlimit_resource, UInt)] = [
            (RLIMIT_CPU, seconds), (RLIMIT_AS, 4 << 30), (RLIMIT_FSIZE, 0), (RLIMIT_NOFILE, 3), (RLIMIT_CORE, 0),
        ]
        for (resource, most) in limits {
            var limit = rlimit(rlim_cur: most, rlim_max: most)
            unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        }
    }
}
