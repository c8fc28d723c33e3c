import FileStore
import Importing
import POSIX
import Storage

extension Configuration {
    /// The configured store; one in memory has its records loaded. Only `import` makes a store: a request to a mistyped
    /// directory must fail.
    func openStore() throws(CommandError) -> any RecordStore {
        switch store {
        case .file(let directory): return FileStore(directory: directory, makesStore: false)
        case .memory(nil): return InMemoryStore()
        case .memory(let records?):
            let store = InMemoryStore()
            do { _ = try Import.load(records, into: store, replaces: false) } catch {
                throw CommandError(.configuration, "COUNTERMAND_STORE: \(error.sentence)")
            }
            return store
        }
    }
}

extension Timestamp {
    static var now: Timestamp { Timestamp(millisecondsSince1970: Process.now()) }
}
