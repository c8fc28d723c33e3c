import FileStore
import Importing
import POSIX
import Storage

extension Configuration {
    /// The configured store; one in memory has its records loaded.
    func openStore() throws(CommandError) -> any RecordStore {
        switch store {
        case .file(let directory): return FileStore(directory: directory)
        case .memory(nil): return InMemoryStore()
        case .memory(let records?):
            let store = InMemoryStore()
            do { _ = try Import.load(records, into: store, replaces: false) } catch {
                throw CommandError(.configuration, "COUNTERMAND_STORE: \(error.sentence)")
            }
            return store
        }
    }

    /// The configured store, for commands that only read: refuses a file store that does not exist yet.
    func openExistingStore() throws(CommandError) -> any RecordStore {
        if case .file(let directory) = store, !FileStore.exists(in: directory) {
            throw CommandError(.inputOutput, "there is no store in \(directory); name another with --store file:DIR")
        }
        return try openStore()
    }
}

extension Timestamp {
    static var now: Timestamp { Timestamp(millisecondsSince1970: Process.now()) }
}
