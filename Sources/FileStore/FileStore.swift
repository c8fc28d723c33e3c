import Cancellation
import JSON
import POSIX

/// A store in a directory of a local disk, shared by any number of processes: a journal that is the only truth, and an
/// index of it in memory, made anew at opening.
package final class FileStore: CancellationStore {
    private let directory: String
    private var journal: Journal?
    private let index = InMemoryStore()
    /// Whether something was read or written since the last sync.
    private var isUnconfirmed = false

    /// Touches nothing: the directory is opened, or made, by the first call that needs it.
    package init(directory: String) { self.directory = directory }

    deinit { journal?.file.close() }

    package func load(_ key: RecordKey) throws(StoreError) -> StoredRecord? {
        try caughtUp().load(key)
    }

    package func page(
        of lists: [RecordList], below bound: Version?, limit: Int
    ) throws(StoreError) -> [StoredRecord] {
        try caughtUp().page(of: lists, below: bound, limit: limit)
    }

    package func counts(of lists: [RecordList]) throws(StoreError) -> [Int] { try caughtUp().counts(of: lists) }

    package func events(after cursor: EventCursor?, limit: Int) throws(StoreError) -> [EventEntry] {
        try caughtUp().events(after: cursor, limit: limit)
    }

    package func forEachRecord(_ body: (StoredRecord) -> Bool) throws(StoreError) {
        try caughtUp().forEachRecord(body)
    }

    package func commit(_ transaction: Transaction) throws(StoreError) {
        try locked { (journal) throws(StoreError) in
            try index.check(transaction)
            try Self.attempt { () throws(JournalError) in try journal.append(transaction) }
            index.apply(transaction)
            isUnconfirmed = true
        }
    }

    package func confirm() throws(StoreError) {
        guard isUnconfirmed else { return }
        do { try journal?.synchronize() } catch { throw .uncertain("\(error)") }
        isUnconfirmed = false
    }

    /// The index with all that any process has committed.
    private func caughtUp() throws(StoreError) -> InMemoryStore {
        try locked { _ in }
        return index
    }

    private func locked(_ body: (inout Journal) throws(StoreError) -> Void) throws(StoreError) {
        var journal = try Self.attempt { () throws(JournalError) in try opened() }
        defer { self.journal = journal }
        try Self.attempt { () throws(JournalError) in
            try journal.lock()
        }
        defer { journal.unlock() }
        try Self.attempt { () throws(JournalError) in
            try journal.catchUp { transaction in
                index.apply(transaction)
                isUnconfirmed = true
            }
        }
        try body(&journal)
    }

    private func opened() throws(JournalError) -> Journal {
        if let journal { return journal }
        return try Journal(directory: directory)
    }

    private static func attempt<Result>(_ body: () throws(JournalError) -> Result) throws(StoreError) -> Result {
        do { return try body() } catch { throw .unavailable("\(error)") }
    }
}

extension FileStore {
    /// Whether a store has been made in the directory.
    package static func exists(in directory: String) -> Bool { access(directory + "/journal", F_OK) == 0 }
}
