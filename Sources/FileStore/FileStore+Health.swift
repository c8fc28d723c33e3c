import POSIX
import Storage

extension FileStore {
    /// Waits for the journal's lock as a change does, and looks at the end of the journal as every request does. Makes no
    /// file: without an index the end is left to the next request, which builds one.
    package func checkHealth() throws(StoreError) {
        try Self.requireStore(in: directory)
        do throws(JournalError) {
            try Self.checkJournal(directory + "/journal")
            try checkSynced()
        } catch { throw .unavailable("\(error)") }
        if ["index", "synced"].allSatisfy({ access("\(directory)/\($0)", F_OK) == 0 }) { _ = try counts(of: []) }
    }

    /// No change is made where a failed sync could not be recorded.
    private func checkSynced() throws(JournalError) {
        let path = directory + "/synced"
        let isUsable: Bool
        if SyncedFile.exists(in: directory) {
            let file = SyncedFile(directory: directory)
            isUsable = file?.isWritable == true
            file?.close()
        } else {
            isUsable = access(directory, W_OK | X_OK) == 0
        }
        if !isUsable { throw .obstructed(path: path) }
    }

    private static func checkJournal(_ path: String) throws(JournalError) {
        let header = JournalLine.header.bytes
        let foreign: JournalError?
        do throws(SystemError) {
            let file = try FileDescriptor.open(path, .readWrite)
            defer { file.close() }
            try file.lock(.exclusive)
            guard try file.hasFreeSpace() else { throw SystemError("write to", path, code: ENOSPC) }
            let start = try file.read(at: 0, count: header.count)
            // A beginning of it is a store with nothing in it.
            foreign = header.starts(with: start) ? nil : Journal.foreign(start, file)
        } catch { throw .system(error) }
        if let foreign { throw foreign }
    }
}
