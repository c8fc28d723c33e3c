#if Network
    import Storage

    /// What is asked of a server with the first statements on a connection.
    struct ServerCheck {
        /// The schema that this program needs. It serves the next one as well.
        static let schemaVersion: Int64 = 1

        static let statement = Statement(
            "SELECT version, current_setting('fsync', true), current_setting('synchronous_commit', true), "
                + "current_setting('synchronous_standby_names', true), current_setting('transaction_read_only', true) "
                + "FROM countermand.schema_version WHERE name = 'countermand'")

        private let schemaVersion: Int64?
        private let syncsFiles: Bool
        private let synchronousCommit: String
        let namesStandby: Bool
        let isReadOnly: Bool
        private let encoding: String?

        init(_ rows: Rows, _ connection: Connection) {
            schemaVersion = rows.count == 1 ? rows.number(0, 0) : nil
            syncsFiles = rows.text(0, 1) != "off"
            synchronousCommit = rows.text(0, 2)
            namesStandby = !rows.text(0, 3).isEmpty
            isReadOnly = rows.text(0, 4) == "on"
            encoding = connection.parameter("server_encoding")
        }

        func require() throws(DatabaseError) {
            guard let schemaVersion else {
                throw .unusable("countermand.schema_version has no row for the schema; run countermand migrate")
            }
            guard schemaVersion >= Self.schemaVersion else {
                throw .unusable(
                    "the schema has version \(schemaVersion), this program needs \(Self.schemaVersion); run countermand migrate"
                )
            }
            guard schemaVersion <= Self.schemaVersion + 1 else {
                throw .unusable(
                    "the schema has version \(schemaVersion), this program serves \(Self.schemaVersion) and "
                        + "\(Self.schemaVersion + 1); use a newer program")
            }
            guard encoding == nil || encoding == "UTF8" else {
                throw .unusable("the database has the encoding \(encoding ?? ""); create one with UTF8")
            }
            guard syncsFiles else {
                throw .unusable("the server has fsync = off, so that a crash loses what it has answered; set it to on")
            }
            guard synchronousCommit != "off" else {
                throw .unusable(
                    "synchronous_commit is off, so that a crash loses what was answered; set it to on for the role or "
                        + "the database")
            }
            guard synchronousCommit != "local" || !namesStandby else {
                throw .unusable(
                    "synchronous_commit is local although synchronous_standby_names names a standby, so that a failover "
                        + "loses what was answered; set it to on for the role or the database")
            }
        }
    }
#endif
