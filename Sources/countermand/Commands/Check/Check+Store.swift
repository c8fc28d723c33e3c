import FileStore
import POSIX
import Storage

#if Network
    import PostgreSQLStore
#endif

extension Check.Report {
    mutating func examine(_ store: Configuration.Store) {
        switch store {
        case .file(let directory): examine(directory)
        case .memory:
            if reading({ () throws(CommandError) in try store.open() }) != nil {
                add(.warning, "the store is in memory: what is cancelled is forgotten when the program ends")
            }
        #if Network
            case .postgresql(let address): examine(address)
        #endif
        }
    }

    #if Network
        private mutating func examine(_ address: ServerAddress) {
            var reports: [String] = []
            let store = PostgreSQLStore(address, report: { reports.append($0) })
            do throws(StoreError) {
                try store.checkHealth()
                add(.right, "the store: can be read, and takes changes")
                if !store.namesStandby {
                    add(
                        .note,
                        "the store: synchronous_standby_names is empty, so a failover to a standby may lose the last changes "
                            + "that were answered")
                }
            } catch { add(.wrong, "the store: \(CommandError(error).sentence)") }
            for report in reports { add(.warning, "the store: \(report)") }
        }
    #endif

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
        do throws(SystemError) {
            let opened = try FileDescriptor.open(directory, .read)
            defer { opened.close() }
            try examineFileSystem(of: opened)
            try examineOwners(of: opened)
        } catch { add(.wrong, "the store: \(error)") }
    }

    /// The user that a web server runs as is not known here. It has to be able to write all files of the store, which is sure
    /// if one user owns them all; a command that somebody else ran makes files of its own.
    private mutating func examineOwners(of directory: FileDescriptor) throws(SystemError) {
        let owner = try directory.owner()
        for name in ["journal", "index", "synced"] {
            let path = "\(directory.name)/\(name)"
            guard let file = try? FileDescriptor.open(path, .read) else { continue }
            defer { file.close() }
            let other = try file.owner()
            if other != owner {
                add(
                    .warning,
                    "the store: \(path) belongs to user \(other), and the directory to user \(owner), who may not be able "
                        + "to write it: sudo chown -R \(owner) \(directory.name)")
            }
        }
        guard geteuid() == 0 else { return }
        if owner == 0 {
            add(
                .note,
                "checked as root, to whom the store belongs: a web server that runs as www-data, say, cannot use it until "
                    + "sudo chown -R www-data \(directory.name)")
        } else {
            add(
                .note,
                "checked as root, who may do everything; the store belongs to user \(owner): sudo -E -u '#\(owner)' "
                    + "countermand check says what that user may do")
        }
    }

    private mutating func examineFileSystem(of opened: FileDescriptor) throws(SystemError) {
        let directory = opened.name
        switch try opened.fileSystem() {
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
