#if Network
    import Foundation

    /// A PostgreSQL server of the tests' own, on a socket in a directory of its own. It ends with the process that started it,
    /// and nothing of it stays.
    package final class PostgreSQLServer: Sendable {
        package static let programs = "/usr/lib/postgresql/15/bin"

        /// One for all tests of a process that need nothing particular of it.
        package static let shared = Result { try PostgreSQLServer(["max_connections": "300"]) }

        package struct Failure: Error {
            package let ended: Ended
        }

        package let directory: URL
        private let settings: [String: String]
        private nonisolated(unsafe) var process: Running?

        /// With a new cluster. `settings` are lines of `postgresql.conf`.
        package init(_ settings: [String: String] = [:], hba: [String] = ["local all all trust"]) throws {
            directory = URL(filePath: "/tmp/countermand-postgresql-\(UUID().uuidString.prefix(8))")
            self.settings = settings
            try run("mkdir", directory.path)
            try run(
                "\(Self.programs)/initdb", "-D", data.path, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
                "--no-instructions")
            let lines =
                ["listen_addresses = ''", "unix_socket_directories = '\(directory.path)'", "shared_buffers = '64MB'"]
                + settings.map { "\($0.key) = '\($0.value)'" }
            try write(lines, "postgresql.auto.conf")
            try write(hba, "pg_hba.conf")
            try start()
        }

        deinit {
            stop()
            _ = try? run("rm", "-rf", directory.path)
        }

        package var data: URL { directory.appending(path: "data") }
        package var log: URL { directory.appending(path: "log") }

        /// Replaces a file of the cluster.
        package func write(_ lines: [String], _ name: String) throws {
            try run(
                "bash", "-c", #"cat > "$0""#, data.appending(path: name).path,
                input: lines.joined(separator: "\n") + "\n")
        }

        /// The shell waits for the end of its input, which comes with the end of this process at the latest.
        package func start() throws {
            let script = """
                \(Self.programs)/postgres -D '\(data.path)' >> '\(log.path)' 2>&1 < /dev/null &
                read
                kill -QUIT $! && wait $!
                [ -e '\(directory.path)/stays' ] || rm -rf '\(directory.path)'
                """
            process = try asPostgres.start(Self.user + ["bash", "-c", script])
            let ready = ["\(Self.programs)/pg_isready", "-q", "-h", directory.path]
            while try asPostgres.run(Self.user + ready).ending != .exit(0) {}
        }

        /// Ends it as a crash does.
        package func stop() {
            _ = try? run("touch", directory.appending(path: "stays").path)
            process?.release()
            _ = try? process?.wait()
            process = nil
            _ = try? run("rm", "-f", directory.appending(path: "stays").path)
        }

        /// For COUNTERMAND_STORE. `parameters` are libpq's, such as `user=somebody`.
        package func address(_ database: String, _ parameters: String...) -> String {
            "postgresql:///\(database)?host=\(directory.path)&"
                + (["user=postgres"] + parameters).joined(separator: "&")
        }

        /// What a superuser's SQL returns: lines with `|` between columns.
        @discardableResult
        package func sql(_ sql: String, in database: String = "postgres") throws -> String {
            try run(
                "\(Self.programs)/psql", "-h", directory.path, "-U", "postgres", "-XAtq", "-v", "ON_ERROR_STOP=1",
                database,
                input: sql)
        }

        /// Makes a database, a copy of another one if there is one, and returns its name.
        package func makeDatabase(from template: String = "template1") throws -> String {
            let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
            try sql("CREATE DATABASE \(name) TEMPLATE \(template)")
            return name
        }

        /// Starts a program as the user of the servers, which runs until its input ends.
        func start(_ arguments: String...) throws -> Running { try asPostgres.start(Self.user + arguments) }

        /// Sets what standbys a COMMIT waits for, and returns when that counts.
        package func setStandbyNames(_ names: String) throws {
            try sql("ALTER SYSTEM SET synchronous_standby_names = '\(names)'")
            try sql("SELECT pg_reload_conf()")
            while try sql("SHOW synchronous_standby_names") != names {}
        }

        /// A superuser's session that stays open.
        package func session(in database: String) throws -> Session {
            Session(
                try asPostgres.start(
                    Self.user + [
                        "\(Self.programs)/psql", "-h", directory.path, "-U", "postgres", "-XAtq", "-v",
                        "ON_ERROR_STOP=1", database,
                    ]))
        }

        package final class Session {
            private let process: Running

            fileprivate init(_ process: Running) { self.process = process }

            deinit { process.release() }

            /// Returns when the statements are done.
            package func run(_ sql: String) throws {
                try process.write(Array((sql + "\n\\echo done\n").utf8))
                while let line = process.nextLine(), line != "done" {}
            }
        }

        /// Runs a program as the user of the servers, which is not to be root.
        @discardableResult
        package func run(_ arguments: String..., input: String = "") throws -> String {
            let ended = try asPostgres.run(Self.user + arguments, input: Array(input.utf8))
            guard ended.ending == .exit(0) else { throw Failure(ended: ended) }
            return ended.text.trimmingCharacters(in: .newlines)
        }

        private static let user =
            getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []

        private var asPostgres: Program {
            Program(
                URL(filePath: "/usr/bin/env"), environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"],
                in: URL(filePath: "/tmp"))
        }
    }
#endif
