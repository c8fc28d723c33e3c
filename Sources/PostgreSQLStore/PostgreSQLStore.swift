#if Network
    import JSON
    import POSIX
    import Storage

    /// A store in a PostgreSQL database, shared by any number of machines: one connection, which is opened by the first call
    /// and opened anew when it is gone. Each call is bounded in time.
    package final class PostgreSQLStore: RecordStore {
        package static let callMilliseconds = 5000

        let address: ServerAddress
        let callMilliseconds: Int
        let now: () -> Int64
        let report: (String) -> Void
        /// Whether a COMMIT waits for a standby; known after `checkHealth`.
        package internal(set) var namesStandby = false
        private var connection: Connection?
        /// Whether the server has been reached before, so that it is worth waiting for.
        var wasReached = false
        /// Of the records that were loaded last: what a commit that replaces them must know.
        var replaceable: [RecordKey: ReplacedRow] = [:]
        /// No id of a transaction precedes the versions that were seen.
        var latestVersion: Int64 = 0
        var random = SystemRandomNumberGenerator()

        /// Opens nothing yet. `report` is told in a sentence what the operator should know of. `now` is the time in
        /// milliseconds since 1970.
        package init(
            _ address: ServerAddress, callMilliseconds: Int = PostgreSQLStore.callMilliseconds,
            now: @escaping () -> Int64 = Process.now, report: @escaping (String) -> Void = { _ in }
        ) {
            self.address = address
            self.callMilliseconds = callMilliseconds
            self.now = now
            self.report = report
        }

        /// Everything is durable as soon as it is committed.
        package func synchronize() {}

        var deadline: Deadline { Deadline(inMilliseconds: callMilliseconds) }

        func opened() throws(DatabaseError) -> Connection {
            if let connection { return connection }
            let opened = try Connection(address)
            if !opened.isPrivate && !wasReached {
                report(
                    "the connection to \(address) is neither local nor verified: whoever is between can read and change it; "
                        + "add sslmode=verify-full to COUNTERMAND_STORE")
            }
            wasReached = true
            connection = opened
            return opened
        }

        func close() { connection = nil }

        /// Runs statements that change nothing, again and again while the connection is lost and the time lasts.
        func read(_ statements: [Statement], until deadline: Deadline) throws(StoreError) -> [Rows] {
            while true {
                let wasReached = wasReached
                let failure: DatabaseError
                do throws(DatabaseError) {
                    let connection = try opened()
                    if connection.isChecked { return try connection.run(statements, until: deadline) }
                    let rows = try connection.run([ServerCheck.statement] + statements, until: deadline)
                    try ServerCheck(rows[0], connection).require()
                    connection.isChecked = true
                    return Array(rows.dropFirst())
                } catch { failure = error }
                guard mayRepeat(failure, wasReached: wasReached), deadline.remainingMilliseconds > 0 else {
                    throw .unavailable(sentence(for: failure))
                }
                pause(until: deadline)
            }
        }

        /// Whether statements that failed so can be sent again. Closes a connection that cannot be used any more.
        func mayRepeat(_ failure: DatabaseError, wasReached: Bool) -> Bool {
            switch failure {
            case .refused(let state, _, _): return [SQLState.serializationFailure, SQLState.deadlock].contains(state)
            case .lost:
                close()
                return true
            case .unreachable: return wasReached
            case .unusable: return false
            }
        }

        /// A random time, so that those who were in each other's way do not meet again.
        func pause(until deadline: Deadline) {
            let milliseconds = Int.random(in: 1...50, using: &random)
            Process.pause(milliseconds: min(milliseconds, Int(deadline.remainingMilliseconds)))
        }
    }
#endif
