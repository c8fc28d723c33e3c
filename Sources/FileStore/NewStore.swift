import POSIX
import Storage

/// A store that is being made, in the directory `journal.unfinished` of the one that it is for. Nobody sees it before
/// `publish` gives its journal its place, at once.
package final class NewStore {
    private static let maximumAttempts = 1000

    package let store: FileStore
    private let directory: String
    /// Of `journal.unfinished`. Its lock says that it is in use.
    private let lock: FileDescriptor

    private var unfinished: String { lock.name }

    /// Waits for another process that is making one. Nil if there is a store then; refuses a directory that has lost one. What
    /// a killed process has left is removed.
    package init?(in directory: String) throws(StoreError) {
        self.directory = directory
        do throws(JournalError) {
            lock = try Self.lock(in: directory)
            do throws(JournalError) {
                if FileStore.exists(in: directory) {
                    rmdir(lock.name)
                    lock.close()
                    return nil
                }
                try FileStore.requireNothingSynced(in: directory)
                Self.empty(lock.name)
                try Self.begin(in: lock.name)
            } catch {
                lock.close()
                throw error
            }
        } catch { throw .unavailable("\(error)") }
        store = FileStore(directory: lock.name, makesStore: false)
    }

    deinit {
        discard()
        lock.close()
    }

    /// Removes what is not published.
    package func discard() {
        store.close()
        Self.empty(unfinished)
        rmdir(unfinished)
    }

    /// Throws if the directory has lost its store.
    package static func requireNoneLost(in directory: String) throws(StoreError) {
        do { try FileStore.requireNothingSynced(in: directory) } catch { throw .unavailable("\(error)") }
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
    private static func begin(in unfinished: String) throws(JournalError) {
        let journal = try Journal(directory: unfinished) { _ in }
        defer { journal.file.close() }
        let head = try journal.appendHeader()
        guard let synced = SyncedFile(directory: unfinished) else { throw .obstructed(path: unfinished + "/synced") }
        defer { synced.close() }
        synced.write(synced: head)
    }

    /// Returns when the store is in its directory, durably. If this throws, it is not there, unless the directory could not be
    /// synced afterwards: that is `uncertain`.
    package func publish() throws(StoreError) {
        try store.synchronize()
        store.close()
        do throws(SystemError) {
            if let synced = SyncedFile(directory: unfinished) {
                defer { synced.close() }
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
    }
}
