import POSIX

/// Why an index cannot be used.
enum IndexError: Error {
    case system(SystemError)
    /// The index contradicts itself or the journal.
    case damaged
    /// The fault is the journal's.
    case journal(JournalError)
}
