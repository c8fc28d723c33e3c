import FileStore
import Importing
import POSIX
import Storage

#if Network
    import PostgreSQLStore
#endif

extension Configuration.Store {
    /// One in memory has its records loaded. Only `import` makes a store: a request to a mistyped directory must fail.
    /// `report` is told what the operator should know of the store.
    func open(report: @escaping (String) -> Void = printError) throws(CommandError) -> any RecordStore {
        switch self {
        case .file(let directory): return FileStore(directory: directory, makesStore: false, report: report)
        case .memory(nil): return InMemoryStore()
        case .memory(let records?):
            let store = InMemoryStore()
            do { try Import.load(records, into: store) } catch {
                throw CommandError(.configuration, "COUNTERMAND_STORE: \(error.sentence)")
            }
            return store
        #if Network
            case .postgresql(let address): return PostgreSQLStore(address, report: report)
        #endif
        }
    }
}

extension Timestamp {
    static var now: Timestamp { Timestamp(millisecondsSince1970: Process.now()) }
}
