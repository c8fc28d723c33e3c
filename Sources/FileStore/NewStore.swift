import POSIX
import Storage

/// A store that is being made, in the directory `unfinished` of the one that it is for. Nobody sees it before `publish`
/// moves its journal to its place with one rename.
package final class NewStore {
    package let store: FileStore
    private let directory: String
    /// Of `unfinished`. Its lock says that it is in use.
    private let lock: FileDescriptor

    private var unfinished: String { lock.name }

    /// Refuses a directory that has a store, has lost one, or in which another process is making one. What a killed process
    /// has left there is removed.
    package init(in directory: String) throws(StoreError) {
        self.directory = directory
        do throws(JournalError) {
            try Self.refuseStore(in: directory)
            lock = try Self.lock(in: directory)
            do throws(JournalError) {
                // Another process may have made one meanwhile.
                try Self.refuseStore(in: directory)
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

    /// Throws if there is a store in the directory, or one was lost.
    package static func requireNoStore(in directory: String) throws(StoreError) {
        do { try refuseStore(in: directory) } catch { throw .unavailable("\(error)") }
    }

    private static func refuseStore(in directory: String) throws(JournalError) {
        if FileStore.exists(in: directory) { throw .exists(directory: directory) }
        try FileStore.requireNothingSynced(in: directory)
    }

    private static func lock(in directory: String) throws(JournalError) -> FileDescriptor {
        let path = directory + "/unfinished"
        do throws(SystemError) {
            while true {
                try Directory.make(path)
                let lock = try FileDescriptor.open(path, .read)
                guard try lock.lockAtOnce() else {
                    lock.close()
                    break
                }
                if !lock.isRemoved { return lock }
                lock.close()
            }
        } catch { throw .system(error) }
        throw .beingMade(directory: directory)
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
            guard rename(unfinished + "/journal", directory + "/journal") == 0 else {
                throw SystemError("make", directory + "/journal")
            }
        } catch { throw .unavailable("\(error)") }
        do throws(SystemError) {
            try Directory.synchronize(directory)
            // Other processes may have made their own already, which then count.
            for name in ["synced", "index"] { _ = link("\(unfinished)/\(name)", "\(directory)/\(name)") }
            try Directory.synchronize(directory)
        } catch { throw .uncertain("\(error)") }
    }
}
