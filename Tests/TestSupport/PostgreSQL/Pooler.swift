#if Network
    import Foundation

    /// PgBouncer in transaction mode in front of a server.
    package final class Pooler: Sendable {
        private let server: PostgreSQLServer
        private let directory: String
        private nonisolated(unsafe) let process: Running
        private static let port = 6432

        package init(_ server: PostgreSQLServer) throws {
            self.server = server
            directory = server.directory.path + "/pooler-" + UUID().uuidString.prefix(8)
            try server.run("mkdir", directory)
            let settings = """
                [databases]
                * = host=\(server.directory.path) user=postgres
                [pgbouncer]
                pool_mode = transaction
                auth_type = any
                listen_addr =
                listen_port = \(Self.port)
                unix_socket_dir = \(directory)
                max_client_conn = 500
                default_pool_size = 4
                server_idle_timeout = 2
                logfile = \(directory)/log
                """
            try server.run("bash", "-c", #"cat > "$0""#, directory + "/ini", input: settings + "\n")
            process = try server.start(
                "bash", "-c", #"/usr/sbin/pgbouncer -q "$0" < /dev/null & read; kill -KILL $!"#, directory + "/ini")
            let socket = "\(directory)/.s.PGSQL.\(Self.port)"
            while !FileManager.default.fileExists(atPath: socket) {}
        }

        /// Without waiting for it, the shell would be killed before it ends the pooler.
        deinit {
            process.release()
            _ = try? process.wait()
        }

        package func address(_ database: String) -> String {
            "postgresql:///\(database)?host=\(directory)&port=\(Self.port)&user=postgres"
        }
    }
#endif
