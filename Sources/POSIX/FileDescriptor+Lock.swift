extension FileDescriptor {
    package enum Lock: Sendable {
        /// Any number of processes can hold it at the same time.
        case shared
        /// Only one process can hold it, and none a shared lock.
        case exclusive
    }

    /// Waits for the lock (`flock`), which belongs to the open file. The caller must not hold it already: who queues with a
    /// lock can wait for one that waits for it.
    ///
    /// The system gives a shared lock to any process that asks while others have one, so that one that waits for the
    /// exclusive lock could wait for ever. So processes queue: each holds the queue until it has the lock. A process that
    /// does not queue, of an earlier version, is excluded by the lock all the same.
    package func lock(_ lock: Lock) throws(SystemError) {
        enterQueue()
        defer { leaveQueue() }
        let operation = lock == .shared ? LOCK_SH : LOCK_EX
        guard retrying({ flock(number, operation) }) == 0 else { throw SystemError("lock", name) }
    }

    package func unlock() { _ = flock(number, LOCK_UN) }

    /// The queue is a lock of one byte that no file has. If it cannot be locked, nothing but the order is lost.
    private func enterQueue() {
        if retrying({ lockQueue(number, CInt(F_WRLCK)) }) == 0 { return }
        // A file that was opened to be read takes no such lock, but does not pass one either.
        if errno == EBADF { _ = retrying { lockQueue(number, CInt(F_RDLCK)) } }
    }

    private func leaveQueue() { _ = lockQueue(number, CInt(F_UNLCK)) }
}
