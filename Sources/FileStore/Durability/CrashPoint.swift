import POSIX

/// The points at which tests stop a commit. A debug build kills itself at the point that `COUNTERMAND_CRASH_POINT` names;
/// a release build has no such code.
enum CrashPoint: String, CaseIterable {
    /// The lock is held, nothing is written.
    case locked
    /// Half of the line is in the journal.
    case halfAppended = "half-appended"
    /// The line is in the journal, but not in the index.
    case appended
    /// The index's file is marked as changing.
    case indexMarked = "index-marked"
    /// The index has the line, at least in memory, and the lock is still held.
    case indexed
    /// The lock is released, nothing is synced.
    case unlocked
    /// Everything is on the disk, nothing is answered.
    case synced

    /// Runs `leaving` first if this is where the process is to stop.
    func pass(leaving: () -> Void = {}) {
        #if DEBUG
            guard Process.environment("COUNTERMAND_CRASH_POINT") == rawValue else { return }
            leaving()
            kill(getpid(), SIGKILL)
        #endif
    }
}
