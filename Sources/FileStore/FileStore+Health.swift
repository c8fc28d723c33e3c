import POSIX
import Storage

extension FileStore {
    /// Waits for the journal's lock as a change does, and looks at the end of the journal as every request does. Makes no
    /// file: without an index the end is left to the next request, which builds one.
    package func checkHealth() throws(StoreError) {
        try Self.requireStore(in: directory)
        do throws(JournalError) { try Self.checkJournal(directory + "/journal") } catch {
            throw .unavailable("\(error)")
        }
        if ["index", "synced"].allSatisfy({ access("\(directory)/\($0)", F_OK) == 0 }) { _ = try counts(of: []) }
    }

    private static func checkJournal(_ path: String) throws(JournalError) {
        let file: FileDescriptor
        let start: [UInt8]
        let header = JournalLine.header.bytes
        do throws(SystemError) {
            file = try FileDescriptor.open(path, .readWrite)
            defer { file.close() }
            try file.lock(.exclusive)
            guard try file.hasFreeSpace() else { throw SystemError("write to", path, code: ENOSPC) }
            start = try file.read(at: 0, count: header.count)
        } catch { throw .system(error) }
        // A beginning of it is a store with nothing in it.
        guard header.starts(with: start) else { throw Journal.foreign(start, file) }
    }
}
