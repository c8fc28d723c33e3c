/// SIGINT and SIGTERM, held back so that work can be brought to an end first. There should be one instance.
package struct Interruption {
    private let before: sigset_t

    /// From now on neither signal ends the process before `end()`.
    package init() {
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGINT)
        sigaddset(&blocked, SIGTERM)
        sigprocmask(SIG_BLOCK, &blocked, &before)
        self.before = before
    }

    /// Whether one of them has been received.
    package var isRequested: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1
    }

    /// Ends the process by the signal that was received, as whoever sent it expects. Without one, restores the signals.
    package func end() {
        var mask = before
        sigprocmask(SIG_SETMASK, &mask, nil)
    }
}
