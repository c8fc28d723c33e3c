import POSIX

/// The places at which a commit can be cut short. A debug build stops there as if it had been killed, where
/// `COUNTERMAND_CRASH_POINT` names the place; a release build has nothing of it.
enum CrashPoint: String, CaseIterable {
    /// The lock is held, nothing is written.
    case locked
    /// Half of the line is in the journal.
    case halfAppended = "half-appended"
    /// The line is in the journal, the index knows nothing of it.
    case appended
    /// The index says that it is being changed.
    case indexMarked = "index-marked"
    /// Journal and index are written, the lock is held.
    case indexed
    /// The lock is free again, nothing is synced.
    case unlocked
    /// All is on the disk, nothing is answered.
    case synced

    /// `leaving` is done first, by whoever stops here.
    func pass(leaving: () -> Void = {}) {
        #if DEBUG
            guard Process.environment("COUNTERMAND_CRASH_POINT") == rawValue else { return }
            leaving()
            kill(getpid(), SIGKILL)
        #endif
    }
}
