import POSIX

extension JournalError: CustomStringConvertible {
    var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .missing(let directory):
            "there is no store in \(directory); countermand import FILE makes one there, and COUNTERMAND_STORE or --store "
                + "names another, as file:DIR"
        case .foreign(let path): "\(path) is not a journal of Countermand; choose another directory for the store"
        case .version(let path, let version):
            "\(path) is a journal of version \(version), and this program knows version \(Journal.version); "
                + "use the program that wrote it"
        case .damaged(let path, let line, let offset, let fault):
            "\(path) is damaged: line \(line), at byte \(offset), \(fault); "
                + "nothing is written to it; put back a copy, and see `countermand verify`"
        case .lostWrites(let path, let offset):
            "\(path) has lost what was written after byte \(offset): it could not be synced, and is no longer there"
        case .full(let path): "\(path) has reached its largest size, \(RecordLocation.maximumOffset) bytes"
        case .obstructed(let path):
            "\(path) is not a file of Countermand, or cannot be written; remove it, or choose another directory for the store"
        case .withoutIndex(let why): "no index of the journal can be made: \(why); free space in TMPDIR"
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
