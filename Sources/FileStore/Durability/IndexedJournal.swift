import POSIX
import Storage

/// A journal with its index and its synced position, behind one lock.
final class IndexedJournal {
    private static let maximumIndexFailures = 3

    let journal: Journal
    private var updater: IndexUpdater
    private var sync = SyncTracker()

    init(
        directory: String, makesStore: Bool, indexCachePages: Int, report: @escaping (String) -> Void
    ) throws(JournalError) {
        journal = try Journal(directory: directory, makes: makesStore, report: report)
        updater = IndexUpdater(of: journal, frames: indexCachePages)
        // Refuses another program's file before anything is made beside it.
        _ = try journal.headAfterFirstLine()
    }

    deinit {
        // If the journal was removed, the file `index` may belong to the one made in its place.
        if updater.isLagging, !journal.file.isRemoved, (try? journal.file.lock(.exclusive)) != nil {
            updater.writeHeldBack()
            journal.file.unlock()
        }
        sync.close()
        journal.file.close()
    }

    /// Runs `body` on an index that has everything that any process has committed.
    func reading<Answer>(_ body: (Index) throws(IndexError) -> Answer) throws(JournalError) -> Answer {
        // To read a page, a changed one may have to be written.
        let isExclusive = updater.isLagging
        try journal.lock(isExclusive ? .exclusive : .shared)
        defer { journal.file.unlock() }
        return try withCurrentIndex(isExclusive: isExclusive, body)
    }

    enum AppendResult {
        /// The journal's new head, after the transaction's line.
        case appended(JournalHead)
        case conflict(RecordKey)
    }

    /// Appends a transaction, unless `conflict` returns the key of a record that was changed by somebody else.
    func append(
        _ transaction: EncodedTransaction, unless conflict: (Index) throws(IndexError) -> RecordKey?
    ) throws(JournalError) -> AppendResult {
        try journal.lock(.exclusive)
        defer { journal.file.unlock() }
        guard journal.isWritable else { throw journal.readOnly }
        try sync.requireSyncedFile(of: journal)
        let (index, found) = try withCurrentIndex(isExclusive: true) { index throws(IndexError) in
            (index, try conflict(index))
        }
        if let found { return .conflict(found) }
        if sync.hasFailed { try repair() }
        let last = index.header.head.unpacked
        guard let writes = transaction.writes(at: max(last.offset, JournalLine.header.end)) else {
            throw .full(path: journal.file.name)
        }
        CrashPoint.locked.pass()
        let head = try appendLine(transaction.json, after: last)
        CrashPoint.appended.pass()
        sync.show(head)
        update(index, writes, to: head)
        CrashPoint.indexed.pass()
        return .appended(head)
    }

    /// Writes a line and starts its write-back, which goes on while the index is brought up to date. If that fails, the
    /// journal is cut back.
    private func appendLine(_ json: [UInt8], after last: JournalHead) throws(JournalError) -> JournalHead {
        do throws(JournalError) {
            let head = try journal.append(json, at: last)
            do { try journal.file.beginWriting(at: last.offset, count: head.offset - last.offset) } catch {
                // Other processes' lines on the same pages may be lost with this one.
                sync.fail(journal)
                throw .system(error)
            }
            return head
        } catch {
            do { try journal.file.truncate(to: last.offset) } catch {
                sync.fail(journal)
                throw .notTakenBack(error)
            }
            // After a crash, a part of this line must not be among the bytes of the next one.
            do { try journal.synchronize() } catch { sync.fail(journal) }
            throw error
        }
    }

    private func update(_ index: Index, _ writes: [IndexedWrite], to head: JournalHead) {
        do throws(IndexError) {
            for write in writes { try index.apply(write) }
            try index.advance(to: head)
        } catch {
            // The transaction is in the journal all the same. The next use finds the index's file lagging, or half written.
            updater.close()
        }
    }

    /// Returns when all that was read or appended is on the disk.
    func synchronize() throws(JournalError) {
        guard sync.isPending else { return }
        CrashPoint.unlocked.pass()
        if try !sync.synchronize(journal) {
            try journal.lock(.exclusive)
            defer { journal.file.unlock() }
            try repair()
        }
        CrashPoint.synced.pass()
    }

    /// Only for the holder of the exclusive lock.
    private func repair() throws(JournalError) {
        do { try sync.repair(journal) } catch {
            // The index may have lines that the file system has dropped.
            if !error.isSystemError { updater.discard() }
            throw error
        }
    }

    private func withCurrentIndex<Answer>(
        isExclusive: Bool, _ body: (Index) throws(IndexError) -> Answer
    ) throws(JournalError) -> Answer {
        var isExclusive = isExclusive
        var failures = 0
        while true {
            do throws(IndexError) {
                if let index = try currentIndex(isExclusive: isExclusive) {
                    if index.header.head.offset > sync.shown.offset { sync.show(index.header.head.unpacked) }
                    let answer = try body(index)
                    try index.settle()
                    return answer
                }
            } catch {
                failures += 1
                try updater.recover(from: error)
                if failures > Self.maximumIndexFailures { throw .withoutIndex("it is damaged again and again") }
            }
            // flock(2) gives up the shared lock before it takes the exclusive one: another process may have been faster.
            try journal.lock(.exclusive)
            isExclusive = true
        }
    }

    /// Nil if the index has to be caught up and the lock is shared.
    private func currentIndex(isExclusive: Bool) throws(IndexError) -> Index? {
        if let current = try updater.current() { return current }
        guard isExclusive else { return nil }
        if case .stale = updater.state { sync.forget() }
        let synced: JournalHead
        do { synced = try sync.recorded(of: journal).head } catch { throw .journal(error) }
        return try updater.catchUp(syncedUpTo: synced)
    }
}
