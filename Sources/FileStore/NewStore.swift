import POSIX
import Storage

/// A store that is being made, in the directory `journal.unfinished` of the one that it is for. Nobody sees it before
/// `publish` gives its journal its place, at once. So its lines are only appended, and its index is built when all of them
/// are.
package final class NewStore {
    private static let maximumAttempts = 1000
    /// Only the entries of lists are read again; everything else is written once.
    private static let indexCachePages = Index.frames / 2
    private static let maximumRecordsPerLine = 500
    private static let sufficientLineBytes = 8 << 20

    private let directory: String
    private let madeDirectory: Bool
    /// Of `journal.unfinished`. Its lock says that it is in use.
    private let lock: FileDescriptor
    private let journal: Journal
    private var head: JournalHead
    private let index: Index
    private let builder: IndexBuilder
    /// Whether the lines come from another store, where a record can be in several.
    private var isCopy = false
    /// What is to be the next line.
    private var transaction: EncodedTransaction?

    private var unfinished: String { lock.name }

    /// Waits for another process that is making one. Nil if there is a store then; refuses a directory that has lost one. What
    /// a killed process has left is removed.
    package init?(in directory: String) throws(StoreError) {
        self.directory = directory
        madeDirectory = access(directory, F_OK) != 0
        do throws(JournalError) {
            lock = try Self.lock(in: directory)
            do throws(JournalError) {
                if FileStore.exists(in: directory) {
                    Self.empty(lock.name)
                    rmdir(lock.name)
                    lock.close()
                    return nil
                }
                try FileStore.requireNothingSynced(in: directory)
                Self.empty(lock.name)
                (journal, head) = try Self.begin(in: lock.name)
                do throws(JournalError) {
                    (index, builder) = try Self.beginIndex(in: lock.name)
                } catch {
                    journal.file.close()
                    throw error
                }
            } catch {
                Self.remove(lock.name, of: directory, madeDirectory)
                lock.close()
                throw error
            }
        } catch { throw .unavailable("\(error)") }
    }

    deinit {
        discard()
        journal.file.close()
        lock.close()
    }

    /// Removes what is not published.
    package func discard() {
        Self.remove(unfinished, of: directory, madeDirectory)
    }

    /// Whether a process is making a store there, or was killed while it did.
    package static func isBegun(in directory: String) -> Bool { access(directory + "/journal.unfinished", F_OK) == 0 }

    private static func remove(_ unfinished: String, of directory: String, _ madeDirectory: Bool) {
        empty(unfinished)
        rmdir(unfinished)
        // Fails if anything is in it.
        if madeDirectory { rmdir(directory) }
    }

    private static func lock(in directory: String) throws(JournalError) -> FileDescriptor {
        let path = directory + "/journal.unfinished"
        var attempts = 0
        while true {
            attempts += 1
            do throws(SystemError) {
                try Directory.make(path)
                let lock = try FileDescriptor.open(path, .read, followsLinks: false)
                try lock.lock(.exclusive)
                // The process that held it may have removed the directory.
                if !lock.isRemoved { return lock }
                lock.close()
            } catch {
                // It may have done so before this one has opened it.
                guard error.code == ENOENT, attempts < Self.maximumAttempts else { throw .system(error) }
            }
        }
    }

    /// Overwrites nothing that has appeared there meanwhile.
    private static func moveJournal(from unfinished: String, to directory: String) throws(SystemError) {
        let (old, new) = (unfinished + "/journal", directory + "/journal")
        if link(old, new) == 0 { return }
        // A file system without hard links.
        guard errno == EPERM || errno == EOPNOTSUPP, rename(old, new) == 0 else { throw SystemError("make", new) }
    }

    private static func empty(_ unfinished: String) {
        for name in ["journal", "index", "synced"] { unlink("\(unfinished)/\(name)") }
    }

    /// Writes the journal's first line, so that a crash during the first transaction leaves a journal.
    private static func begin(in unfinished: String) throws(JournalError) -> (Journal, JournalHead) {
        let journal = try Journal(directory: unfinished) { _ in }
        do throws(JournalError) {
            let head = try journal.appendHeader()
            guard let synced = SyncedFile(directory: unfinished) else {
                throw .obstructed(path: unfinished + "/synced")
            }
            defer { synced.close() }
            synced.write(synced: head)
            return (journal, head)
        } catch {
            journal.file.close()
            throw error
        }
    }

    private static func beginIndex(in unfinished: String) throws(JournalError) -> (Index, IndexBuilder) {
        do throws(IndexError) {
            let file: FileDescriptor
            do { file = try FileDescriptor.open(unfinished + "/index", .makeNew) } catch { throw .system(error) }
            let index = Index(file, .shared, boot: Boot.current(), frames: indexCachePages)
            try index.clear()
            return (index, try IndexBuilder(index, ScratchFile(in: unfinished)))
        } catch { throw journalError(error) }
    }

    private static func journalError(_ error: IndexError) -> JournalError {
        switch error {
        case .system(let error): .system(error)
        case .journal(let error): error
        case .damaged: .withoutIndex("the new one is damaged")
        }
    }
}

// What the store is to hold.
extension NewStore {
    /// Adds a record, in a line with others that come before and after it. Its time is that of the first record in the line.
    package func add(_ record: Record, at time: Timestamp) throws(StoreError) {
        var line = transaction ?? EncodedTransaction(at: time)
        transaction = nil
        line.add(record)
        transaction = line
        if line.count >= Self.maximumRecordsPerLine || line.json.count >= Self.sufficientLineBytes { try writeLine() }
    }

    private func writeLine() throws(StoreError) {
        guard var line = transaction else { return }
        transaction = nil
        line.finish()
        guard line.fitsIndex else {
            throw .unavailable("a record is too large for the index, or in too many scopes")
        }
        do throws(JournalError) {
            guard let writes = line.writes(at: head.offset) else { throw .full(path: journal.file.name) }
            try append(line.json, writes)
        } catch { throw .unavailable("\(error)") }
    }

    /// Adds the lines of another store's journal before `end`, where a line has to end.
    func copy(_ source: FileDescriptor, upTo end: Int) throws(StoreError) {
        isCopy = true
        var reader = JournalReader(source, from: head.offset, to: end, following: head.hash)
        var scan = RecordScan()
        do throws(JournalError) {
            while head.offset < end {
                let step: JournalReader.Step
                do { step = try reader.next() } catch { throw .system(error) }
                guard case .line(let line) = step, let writes = scan.records(in: line) else {
                    throw .system(SystemError("read", source.name, code: EIO))
                }
                try append(line.json, writes)
            }
        } catch { throw .unavailable("\(error)") }
    }

    private func append(_ json: [UInt8], _ writes: [IndexedWrite]) throws(JournalError) {
        let start = head.offset
        head = try journal.append(json, at: head)
        do { try journal.file.beginWriting(at: start, count: head.offset - start) } catch { throw .system(error) }
        do throws(IndexError) {
            for write in writes { try builder.add(write) }
        } catch { throw Self.journalError(error) }
    }

    /// Returns when the store is in its directory, durably. If this throws, it is not there, unless the directory could not be
    /// synced afterwards: that is `uncertain`. Returns false, and makes nothing, if a record was added twice.
    @discardableResult
    package func publish() throws(StoreError) -> Bool {
        try writeLine()
        do throws(JournalError) {
            do throws(IndexError) {
                guard try builder.finish() || isCopy else { return false }
                try index.advance(to: head)
            } catch { throw Self.journalError(error) }
            try journal.synchronize()
        } catch { throw .unavailable("\(error)") }
        do throws(SystemError) {
            if let synced = SyncedFile(directory: unfinished) {
                defer { synced.close() }
                synced.write(synced: head)
                try synced.synchronize(in: unfinished)
            }
            try Self.moveJournal(from: unfinished, to: directory)
        } catch { throw .unavailable("\(error)") }
        do throws(SystemError) {
            try Directory.synchronize(directory)
            // Other processes may have made their own already, which then count.
            for name in ["synced", "index"] { _ = link("\(unfinished)/\(name)", "\(directory)/\(name)") }
            try Directory.synchronize(directory)
        } catch { throw .uncertain("\(error)") }
        return true
    }
}
