/// SIGTERM, blocked while work is being done and noticed while waiting for more. There should be one instance.
package struct Termination {
    private let whileWaiting: sigset_t

    /// From now on SIGTERM no longer ends the process.
    package init() {
        // The handler does nothing, but a signal with a handler makes ppoll return.
        signal(SIGTERM) { _ in }
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGTERM)
        sigprocmask(SIG_BLOCK, &blocked, &before)
        sigdelset(&before, SIGTERM)
        whileWaiting = before
    }

    /// Whether SIGTERM has been received.
    package var isRequested: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, SIGTERM) == 1
    }

    /// Waits until `file` can be read or SIGTERM comes; true if it was SIGTERM. If the file can be read at once, SIGTERM is
    /// not noticed; use `isRequested` for that.
    package func comesBefore(_ file: FileDescriptor) throws(SystemError) -> Bool {
        var files = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
        var mask = whileWaiting
        if waitForEvents(&files, 1, nil, &mask) >= 0 { return false }
        // No other signal has a handler.
        guard errno == EINTR else { throw SystemError("wait for", file.name) }
        return true
    }
}
