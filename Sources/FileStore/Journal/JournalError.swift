import POSIX

/// Why a journal cannot be used.
enum JournalError: Error, Equatable {
    case system(SystemError)
    /// There is no journal, and none is to be made.
    case missing(directory: String)
    /// The file is no journal.
    case foreign(path: String)
    case version(path: String, String)
    /// A damaged line, with others after it. Lines are counted from 1, bytes from 0.
    case damaged(path: String, line: Int, offset: Int, Fault)
    /// After a failed sync the file no longer has what was written after `offset`.
    case lostWrites(path: String, offset: Int)
    case full(path: String)
    /// What is at the index's path is no index.
    case obstructed(path: String)
    /// No index can be made, not even a temporary one.
    case withoutIndex(String)

    var isSystemError: Bool {
        if case .system = self { return true }
        return false
    }

    enum Fault: Equatable {
        case malformed
        case hash
        case content
    }
}
