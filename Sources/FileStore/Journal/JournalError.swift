import POSIX

/// Why a journal cannot be used.
enum JournalError: Error, Equatable {
    case system(SystemError)
    /// There is no journal, and none is to be made.
    case missing(directory: String)
    /// There is a journal where one is to be made.
    case exists(directory: String)
    /// The file is no journal.
    case foreign(path: String)
    case version(path: String, String)
    /// A damaged line. Lines are counted from 1, bytes from 0.
    case damaged(path: String, line: Int, offset: Int, Fault)
    /// The journal ends, or its file is missing, although more of it was synced.
    case shortened(directory: String, size: Int?, synced: Int)
    /// After a failed sync the file no longer has what was written after `offset`.
    case lostWrites(path: String, offset: Int)
    case full(path: String)
    /// A line that could not be written safely could not be removed either.
    case notTakenBack(SystemError)
    /// What is at the path of `index` or `synced` is another program's, or cannot be written.
    case obstructed(path: String)
    /// No index can be made, not even a temporary one.
    case withoutIndex(String)

    var isSystemError: Bool {
        if case .system = self { return true }
        return false
    }

    enum Fault: Equatable {
        /// There is no line feed.
        case unterminated
        case malformed
        case hash
        /// The line's hash is right, but it is no transaction.
        case content
        /// Another line was synced in this place.
        case exchanged
    }
}
