import POSIX
import Storage

/// A journal with its index and its synced position, behind one lock.
final class IndexedJournal {
    private static let maximumIndexFailures = 3

    let journal: Journal
    private var updater: IndexUpdater
    private var sync = SyncTracker()
    /// Whether write-back of a line was started since the last sync.
    private var hasBegunWriting = false

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

    /// Runs `look` on an index that has everything that any process has committed, and then, without the lock, `read` on what
    /// was found: lines never change, so that they can be read whatever is appended meanwhile. If what was found is not in
    /// the journal, the index is made anew, and both run again.
    func reading<Found, Answer>(
        _ look: (Index) throws(IndexError) -> Found, _ read: (Found) throws(IndexError) -> Answer
    ) throws(JournalError) -> Answer {
        var failures = 0
        while true {
            let (found, head) = try looking(look)
            do throws(IndexError) {
                if try updater.verify() {
                    show(head)
                    return try read(found)
                }
            } catch {
                failures += 1
                try recover(from: error, failures)
            }
        }
    }

    private func looking<Found>(
        _ look: (Index) throws(IndexError) -> Found
    ) throws(JournalError) -> (Found, PackedJournalHead) {
        // To read a page, a changed one may have to be written.
        let isExclusive = updater.isLagging
        try journal.lock(isExclusive ? .exclusive : .shared)
        defer { journal.file.unlock() }
        return try withCurrentIndex(isExclusive: isExclusive) { index throws(IndexError) in
            let found = try look(index)
            try index.settle()
            return (found, index.header.head)
        }
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
        if sync.hasFailed { try repair() }
        let (index, found) = try withCurrentIndex(isExclusive: true) { index throws(IndexError) in
            show(index.header.head)
            let found = try conflict(index)
            if found == nil { try apply(transaction, to: index) } else { try index.settle() }
            return (index, found)
        }
        if let found { return .conflict(found) }
        let last = index.header.head.unpacked
        CrashPoint.locked.pass()
        let head = try appendLine(transaction.json, after: last)
        CrashPoint.appended.pass()
        sync.show(head)
        // The transaction is in the journal whatever becomes of the index: the next use finds its file lagging, or half
        // written.
        do throws(IndexError) { try index.advance(to: head) } catch { updater.close() }
        CrashPoint.indexed.pass()
        return .appended(head)
    }

    /// Changes the index in memory, before the journal: an index that turns out to be damaged is made anew first, so that
    /// nothing is appended that could not be indexed.
    private func apply(_ transaction: EncodedTransaction, to index: Index) throws(IndexError) {
        guard let writes = transaction.writes(at: max(index.header.head.offset, JournalLine.header.end)) else {
            throw .journal(.full(path: journal.file.name))
        }
        for write in writes { try index.apply(write) }
    }

    /// An answer may tell of anything before `head`.
    private func show(_ head: PackedJournalHead) {
        if head.offset > sync.shown.offset { sync.show(head.unpacked) }
    }

    /// Writes a line and starts its write-back, which goes on while the index is brought up to date. For the further lines of a
    /// batch that would cost more than it saves: they are on the same pages. If that fails, the journal is cut back.
    private func appendLine(_ json: [UInt8], after last: JournalHead) throws(JournalError) -> JournalHead {
        do throws(JournalError) {
            let head = try journal.append(json, at: last)
            if hasBegunWriting { return head }
            hasBegunWriting = true
            do { try journal.file.beginWriting(at: last.offset, count: head.offset - last.offset) } catch {
                // Other processes' lines on the same pages may be lost with this one.
                sync.fail(journal)
                throw .system(error)
            }
            return head
        } catch {
            // The index in memory has what the journal has not.
            updater.close()
            do { try journal.file.truncate(to: last.offset) } catch {
                sync.fail(journal)
                throw .notTakenBack(error)
            }
            // After a crash, a part of this line must not be among the bytes of the next one.
            do { try journal.synchronize() } catch { sync.fail(journal) }
            throw error
        }
    }

    /// Returns when all that was read or appended is on the disk.
    func synchronize() throws(JournalError) {
        guard sync.isPending else { return }
        CrashPoint.unlocked.pass()
        hasBegunWriting = false
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
                if let index = try currentIndex(isExclusive: isExclusive) { return try body(index) }
            } catch {
                failures += 1
                try recover(from: error, failures)
            }
            if isExclusive { continue }
            // Another process may be faster.
            journal.file.unlock()
            try journal.lock(.exclusive)
            isExclusive = true
        }
    }

    private func recover(from error: IndexError, _ failures: Int) throws(JournalError) {
        try updater.recover(from: error)
        if failures > Self.maximumIndexFailures { throw .withoutIndex("it is damaged again and again") }
    }

    /// Nil if the index has to be caught up and the lock is shared. An index that is read under a shared lock is verified
    /// after that.
    private func currentIndex(isExclusive: Bool) throws(IndexError) -> Index? {
        let current = try updater.current()
        guard isExclusive else { return current }
        if try updater.verify(), let current { return current }
        if case .stale = updater.state { sync.forget() }
        let synced: JournalHead
        do { synced = try sync.recorded(of: journal).head } catch { throw .journal(error) }
        return try updater.catchUp(syncedUpTo: synced)
    }
}
