import FileStore
import POSIX
import Storage

extension Check.Report {
    mutating func examine(_ store: Configuration.Store) {
        switch store {
        case .file(let directory): examine(directory)
        case .memory:
            if reading({ () throws(CommandError) in try store.open() }) != nil {
                add(.warning, "the store is in memory: what is cancelled is forgotten when the program ends")
            }
        }
    }

    private mutating func examine(_ directory: String) {
        do throws(StoreError) { try FileStore.requireStore(in: directory) } catch {
            return add(.wrong, "the store: \(CommandError(error).sentence)")
        }
        var reports: [String] = []
        let store = FileStore(directory: directory, makesStore: false) { reports.append($0) }
        do throws(StoreError) {
            try store.checkHealth()
            add(.right, "the store: can be read, and takes changes")
        } catch { add(.wrong, "the store: \(CommandError(error).sentence)") }
        for report in reports { add(.note, "the store: \(report)") }
        if access(directory, R_OK | W_OK | X_OK) != 0 {
            let error = SystemError("write to", directory)
            add(.wrong, "the store: \(error); the directory must belong to the user that runs the program")
        }
        examineFileSystem(of: directory)
    }

    private mutating func examineFileSystem(of directory: String) {
        let fileSystem: FileSystem
        do throws(SystemError) {
            let opened = try FileDescriptor.open(directory, .read)
            defer { opened.close() }
            fileSystem = try opened.fileSystem()
        } catch { return add(.wrong, "the store: \(error)") }
        switch fileSystem {
        case .local: add(.right, "the store: on a local file system")
        case .network(let name):
            add(
                .warning,
                "the store: \(directory) is on a network file system (\(name)): a store is made for one machine, so let no "
                    + "other use it, or move it to a local disk")
        case .unknown(let name):
            add(
                .warning,
                "the store: \(directory) is on \(name), which may lead to another machine; use it only if it is a local disk"
            )
        case .memory(let name):
            add(.warning, "the store: \(directory) is on \(name), in memory: it is gone when the machine restarts")
        }
    }
}
