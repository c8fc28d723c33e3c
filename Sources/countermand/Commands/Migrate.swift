import POSIX
import Storage

#if Network
    import PostgreSQLStore
#endif

/// `migrate`: puts the schema of a PostgreSQL store into its database, or brings it up to date.
enum Migrate {
    static func run(_ arguments: Arguments) throws(CommandError) -> ExitCode {
        #if Network
            if arguments.flags.contains(.print) {
                try printOutput(Array(Migration.sql.joined(separator: "\n").utf8))
                return .success
            }
            guard case .postgresql(let address) = try Configuration(arguments).store else {
                throw CommandError(.usage, "migrate needs a PostgreSQL store: --store postgresql://HOST/DATABASE")
            }
            do throws(StoreError) {
                if arguments.flags.contains(.contract) {
                    try Migration.contract(address)
                    printError("what only earlier versions needed is gone from \(address)")
                } else {
                    try Migration.run(address)
                    printError("the schema in \(address) has version \(Migration.sql.count)")
                }
            } catch { throw CommandError(error) }
            return .success
        #else
            throw CommandError(.usage, "migrate is for PostgreSQL stores, which \(Configuration.Store.noServers)")
        #endif
    }
}
