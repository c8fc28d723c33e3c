import FileStore
import Storage
import TestSupport

#if Network
    import PostgreSQLStore
#endif

/// Every store that the shared suite runs over.
enum StoreUnderTest: String, CaseIterable, CustomStringConvertible {
    case memory
    case file
    #if Network
        case postgresql
        case pooled
    #endif

    var description: String { rawValue }

    /// An empty store. Two calls with one directory share what is in it, if the store is one that can be shared.
    func make(in directory: TemporaryStore = TemporaryStore()) -> any RecordStore {
        switch self {
        case .memory: InMemoryStore()
        case .file: FileStore(directory: directory.path)
        #if Network
            case .postgresql: TestDatabase.of(directory.path).store()
            case .pooled: TestDatabase.of(directory.path).pooledStore()
        #endif
        }
    }
}
