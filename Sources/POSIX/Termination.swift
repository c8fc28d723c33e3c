/// A request to end, as SIGTERM makes it: held back while work is done, and noticed while waiting for more.
package struct Termination {
    private let whileWaiting: sigset_t

    /// From here on SIGTERM does not end the process by itself.
    package init() {
        // The handler does nothing: that it was called is what ends the waiting.
        signal(SIGTERM) { _ in }
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGTERM)
        sigprocmask(SIG_BLOCK, &blocked, &before)
        sigdelset(&before, SIGTERM)
        whileWaiting = before
    }

    /// Whether SIGTERM has come.
    package var isRequested: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, SIGTERM) == 1
    }

    /// Waits until there is something to read, or its end, or SIGTERM; whether it was SIGTERM. Where there is something
    /// to read at once SIGTERM goes unnoticed: `isRequested` tells.
    package func comesBefore(_ file: FileDescriptor) throws(SystemError) -> Bool {
        var files = fd_set()
        withUnsafeMutableBytes(of: &files) { $0[Int(file.number) / 8] |= 1 << UInt8(file.number % 8) }
        var mask = whileWaiting
        if pselect(file.number + 1, &files, nil, nil, nil, &mask) >= 0 { return false }
        // No other signal is handled here, so it was this one.
        guard errno == EINTR else { throw SystemError("wait for", file.name) }
        return true
    }
}
