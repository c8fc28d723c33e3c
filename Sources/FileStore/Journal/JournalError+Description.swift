import POSIX

extension JournalError: CustomStringConvertible {
    var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .missing(let directory):
            "there is no store in \(directory); countermand import FILE makes one there, and COUNTERMAND_STORE or --store "
                + "names another, as file:DIR"
        case .exists(let directory): "there is a store in \(directory) already; choose another directory"
        case .foreign(let path): "\(path) is not a journal of Countermand; choose another directory for the store"
        case .version(let path, let version):
            "\(path) is a journal of version \(version), and this program knows version \(Journal.version); "
                + "use the program that wrote it"
        case .damaged(let path, let line, let offset, let fault):
            "\(path) is damaged: line \(line), at byte \(offset), \(fault); \(Self.remedy)"
        case .shortened(let directory, nil, let synced):
            "\(directory)/journal is missing, and \(synced) bytes of it were on the disk; put a copy of it into an empty "
                + "directory, or remove \(directory)/synced to begin without it"
        case .shortened(let directory, let size?, let synced):
            "\(directory)/journal is damaged: it ends at byte \(size), and \(synced) bytes of it were on the disk; "
                + Self.remedy
        case .lostWrites(let path, let offset):
            "\(path) has lost what was written after byte \(offset): it could not be synced, and is no longer there"
        case .notTakenBack(let error): "\(error); the change that failed before it may still be there"
        case .full(let path): "\(path) has reached its largest size, \(RecordLocation.maximumOffset) bytes"
        case .obstructed(let path):
            "\(path) is not a file of Countermand, or cannot be written; remove it, or choose another directory for the store"
        case .withoutIndex(let why): "no index of the journal can be made: \(why); free space in TMPDIR"
        }
    }

    private static let remedy =
        "nothing is written to it. Put back a copy into an empty directory, or let `countermand salvage` copy what comes "
        + "before the damage"
}

extension JournalError.Fault: CustomStringConvertible {
    var description: String {
        switch self {
        case .unterminated: "has lost its end"
        case .malformed: "is not a hash and a document"
        case .hash: "does not match its hash"
        case .content: "is not a transaction"
        case .exchanged: "is not the line that was on the disk there"
        }
    }
}
