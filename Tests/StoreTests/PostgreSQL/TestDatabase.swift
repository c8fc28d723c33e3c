#if Network
    import Foundation
    import PostgreSQLStore
    import TestSupport

    /// A database of its own on the server that the tests of a process share, with the schema in it.
    final class TestDatabase: Sendable {
        private static let pooler = Result { try Pooler(PostgreSQLServer.shared.get()) }
        private static let lock = NSLock()
        private nonisolated(unsafe) static var databases: [String: TestDatabase] = [:]

        let server: PostgreSQLServer
        let name: String

        init(isMigrated: Bool = true) {
            do {
                server = try PostgreSQLServer.shared.get()
                name = try server.makeDatabase()
                if isMigrated { try Migration.run(address) }
            } catch { fatalError("no database for tests: \(error)") }
        }

        /// The same one for everybody who gives the same name.
        static func of(_ name: String) -> TestDatabase {
            lock.withLock {
                let database = databases[name] ?? TestDatabase()
                databases[name] = database
                return database
            }
        }

        var address: ServerAddress { ServerAddress(server.address(name))! }

        /// Through a pooler, each of whose transactions may go to another session.
        func pooledStore() -> PostgreSQLStore {
            do { return PostgreSQLStore(ServerAddress(try Self.pooler.get().address(name))!) } catch {
                fatalError("no pooler for tests: \(error)")
            }
        }

        func store() -> PostgreSQLStore { PostgreSQLStore(address) }

        @discardableResult
        func sql(_ sql: String) throws -> String { try server.sql(sql, in: name) }
    }
#endif
