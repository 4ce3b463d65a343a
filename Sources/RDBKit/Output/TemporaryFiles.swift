internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#endif

/// The temporary files that this process has made and not yet renamed or removed.
///
/// A signal handler may touch no Swift object, so the paths are C strings in a list of plain memory, and a spin lock
/// guards it. Whoever holds the lock has all signals blocked, so the handler never waits for the thread that it
/// interrupted. The handler keeps the lock for good: nothing is made or renamed after it has cleaned up.
public enum TemporaryFiles {
    @unsafe
    private struct Entry {
        let path: UnsafeMutablePointer<CChar>
        var next: UnsafeMutablePointer<Entry>?
    }

    private static let isLocked = Atomic(false)
    nonisolated(unsafe) private static var first: UnsafeMutablePointer<Entry>?

    /// Makes an empty file that only its owner may read, and that must not exist yet.
    static func create(_ path: FilePath) throws(Errno) -> FileDescriptor {
        try locked { () throws(Errno) in
            let descriptor = try Errno.only {
                try FileDescriptor.open(
                    path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
                    permissions: .ownerReadWrite)
            }
            add(path)
            return descriptor
        }
    }

    /// Gives a temporary file its final name.
    static func rename(_ path: FilePath, to final: FilePath) throws(Errno) {
        try locked { () throws(Errno) in
            let status = unsafe path.withPlatformString { old in
                unsafe final.withPlatformString { unsafe Glibc.rename(old, $0) }
            }
            if status != 0 { throw Errno(rawValue: errno) }
            drop(path)
        }
    }

    /// Removes a temporary file.
    static func remove(_ path: FilePath) {
        locked {
            _ = unsafe path.withPlatformString { unsafe unlink($0) }
            drop(path)
        }
    }

    /// The permissions of a new file of this process.
    static var permissionsOfNewFiles: FilePermissions {
        locked {
            // The mask can be read by setting it only; what another thread makes meanwhile gets less, never more.
            let mask = umask(0o077)
            _ = umask(mask)
            return FilePermissions(rawValue: 0o666 & ~mask)
        }
    }

    private static func add(_ path: FilePath) {
        guard let copy = unsafe path.withPlatformString({ unsafe strdup($0) }) else { return }
        let entry = UnsafeMutablePointer<Entry>.allocate(capacity: 1)
        unsafe entry.initialize(to: Entry(path: copy, next: first))
        unsafe first = entry
    }

    private static func drop(_ path: FilePath) {
        unsafe path.withPlatformString { path in
            var link = unsafe first
            var previous: UnsafeMutablePointer<Entry>?
            while let entry = unsafe link, unsafe strcmp(entry.pointee.path, path) != 0 {
                unsafe previous = entry
                unsafe link = entry.pointee.next
            }
            guard let entry = unsafe link else { return }
            if let previous = unsafe previous {
                unsafe previous.pointee.next = entry.pointee.next
            } else {
                unsafe first = entry.pointee.next
            }
            unsafe free(entry.pointee.path)
            unsafe entry.deallocate()
        }
    }
}

extension TemporaryFiles {
    /// Signals that end a process and may be sent to it at any time.
    private static let endings = [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU]
    private static let installation: Void = install()

    /// From now on temporary files are removed when the process exits, and when a signal ends it; it still dies of the
    /// signal. Signals that are ignored stay so.
    ///
    /// For programs, not for libraries: it sets signal handlers. SIGXFSZ is ignored, so that a file that may not grow
    /// further is an error (`File too large`) and no death.
    public static func removeWhenProcessEnds() {
        installation
    }

    private static func install() {
        // What is made on first use must be there before a handler uses it.
        locked {}
        for signal in endings { handle(signal) { TemporaryFiles.die(of: $0) } }
        _ = signal(SIGXFSZ, SIG_IGN)
        _ = atexit { TemporaryFiles.locked { TemporaryFiles.unlinkAll() } }
    }

    private static func handle(_ signal: Int32, with handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        unsafe sigaction(signal, nil, &action)
        guard isDefault(action) else { return }
        unsafe action.__sigaction_handler.sa_handler = handler
        // Behind the handler the signal has its own effect again.
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        _ = unsafe sigfillset(&action.sa_mask)
        unsafe sigaction(signal, &action, nil)
    }

    /// A handler of the program's own stays, and so does "ignored" (`nohup`).
    private static func isDefault(_ action: sigaction) -> Bool {
        unsafe action.__sigaction_handler.sa_handler == nil
    }

    /// Runs in the signal handler, where all signals are blocked.
    private static func die(of signal: Int32) {
        lock()
        unlinkAll()
        raise(signal)
    }

    private static func unlinkAll() {
        var link = unsafe first
        while let entry = unsafe link {
            _ = unsafe unlink(entry.pointee.path)
            unsafe link = entry.pointee.next
        }
    }
}

extension TemporaryFiles {
    private static func locked<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        var all = sigset_t()
        var before = sigset_t()
        _ = unsafe sigfillset(&all)
        _ = unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
        lock()
        defer {
            isLocked.store(false, ordering: .releasing)
            _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        return try body()
    }

    private static func lock() {
        while isLocked.exchange(true, ordering: .acquiring) { sched_yield() }
    }
}
