import POSIX

/// Why a journal cannot be used.
enum JournalError: Error, Equatable {
    case system(SystemError)
    /// The file does not begin as a journal does.
    case foreign(path: String)
    case version(path: String, String)
    /// A line does not hold, and more lines stand behind it. Lines are counted from 1, bytes from 0.
    case damaged(path: String, line: Int, offset: Int, Fault)
    /// A sync failed, so that what is on the disk is not known.
    case unsynced(path: String)

    enum Fault: Equatable {
        case malformed
        case hash
        case content
    }
}

extension JournalError: CustomStringConvertible {
    var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .foreign(let path): "\(path) is not a journal of Countermand; choose another directory for the store"
        case .version(let path, let version):
            "\(path) is a journal of version \(version), and this program knows version \(Journal.version); "
                + "use the program that wrote it"
        case .damaged(let path, let line, let offset, let fault):
            "\(path) is damaged: line \(line), at byte \(offset), \(fault); "
                + "nothing is written to it; put back a copy, and see `countermand verify`"
        case .unsynced(let path): "\(path) could not be synced; check the disk, then start again"
        }
    }
}

extension JournalError.Fault: CustomStringConvertible {
    var description: String {
        switch self {
        case .malformed: "is not a hash and a document"
        case .hash: "does not have the hash of what stands there and before it"
        case .content: "is not a transaction"
        }
    }
}
