import FileStore
import Importing
import POSIX
import Storage

extension Configuration {
    /// The store that is configured, in memory with its records loaded.
    func openStore() throws(Stop) -> any RecordStore {
        switch store {
        case .file(let directory): return FileStore(directory: directory)
        case .memory(nil): return InMemoryStore()
        case .memory(let records?):
            let store = InMemoryStore()
            do { _ = try Import.load(records, into: store, replaces: false) } catch {
                throw Stop(.configuration, "COUNTERMAND_STORE: \(error.sentence)")
            }
            return store
        }
    }

    /// The store that is configured, for commands that only look at what must be there already.
    func openExistingStore() throws(Stop) -> any RecordStore {
        if case .file(let directory) = store, !FileStore.exists(in: directory) {
            throw Stop(.inputOutput, "there is no store in \(directory); name another with --store file:DIR")
        }
        return try openStore()
    }
}

extension Timestamp {
    static var now: Timestamp { Timestamp(millisecondsSince1970: Process.now()) }
}

extension Stop {
    /// In the second walk over the lines of an import, which the first one found good.
    init(_ error: ImportError) {
        switch error {
        case .store(let error): self.init(error)
        case .refused(let refusal): self.init(.unusableInput, "something changed while the lines were read: \(refusal)")
        }
    }

    init(_ error: StoreError) {
        switch error {
        case .versionConflict(let key): self.init(.inputOutput, "\(key) was changed by another process; try again")
        case .unavailable(let why): self.init(.inputOutput, why)
        case .uncertain(let why): self.init(.inputOutput, "\(why); whether the last change is on the disk is not known")
        }
    }
}
