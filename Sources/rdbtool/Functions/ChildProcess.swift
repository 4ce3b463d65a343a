import Glibc

/// This program, started once more with pipes to its standard input and output.
struct ChildProcess: ~Copyable {
    private let pid: pid_t
    private let input: Int32
    private let output: Int32

    /// Starts it; nil where that fails.
    init?(_ arguments: [String]) {
        var toChild: [Int32] = [0, 0]
        var fromChild: [Int32] = [0, 0]
        guard unsafe pipe(&toChild) == 0 else { return nil }
        guard unsafe pipe(&fromChild) == 0 else { return nil }
        for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        defer {
            close(toChild[0])
            close(fromChild[1])
        }
        guard let pid = Self.spawn(arguments, reading: toChild[0], writing: fromChild[1]) else {
            close(toChild[1])
            close(fromChild[0])
            return nil
        }
        self.pid = pid
        input = toChild[1]
        output = fromChild[0]
    }

    private static func spawn(_ arguments: [String], reading: Int32, writing: Int32) -> pid_t? {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, reading, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, writing, STDOUT_FILENO)
        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        var pid: pid_t = 0
        let status = unsafe posix_spawn(&pid, "/proc/self/exe", &actions, nil, &words, &environment)
        return status == 0 ? pid : nil
    }

    /// Gives it `bytes` and returns what it says; nil where it ends badly or not within `milliseconds`.
    consuming func answer(to bytes: [UInt8], within milliseconds: Int32) -> [UInt8]? {
        send(bytes)
        let answer = receive(within: milliseconds)
        if answer == nil { kill(pid, SIGKILL) }
        close(output)
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) == -1 && errno == EINTR {}
        return status == 0 ? answer : nil
    }

    private func send(_ bytes: [UInt8]) {
        // A child that ends early must not end this process with a signal.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe write(input, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent)
            }
            guard count > 0 else { break }
            sent += count
        }
        close(input)
    }

    private func receive(within milliseconds: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < 16 << 20 {
            var waited = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&waited, 1, milliseconds) > 0 else { return nil }
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(output, $0.baseAddress, $0.count) }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += buffer[..<count]
        }
        return nil
    }
}
