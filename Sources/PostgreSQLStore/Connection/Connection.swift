#if Network
    import CPostgreSQL
    import POSIX

    /// A connection to a server, always in pipeline mode: statements are sent together, in one round trip, and none is
    /// named, so that a pooler may give each transaction to another session.
    final class Connection {
        private let handle: OpaquePointer
        /// What the server warned of during the last `run`; nil if of nothing.
        private(set) var warning: String?
        /// Whether the schema and the server's settings have been checked.
        var isChecked = false

        /// Takes at most `connectSeconds` for each of the hosts, unless the string or the environment says otherwise, and
        /// as long as the system takes to look up their names.
        init(_ address: ServerAddress) throws(DatabaseError) {
            var keywords = Parameters()
            var values = Parameters()
            for (keyword, value) in Self.parameters(address) {
                keywords.append(keyword)
                values.append(value)
            }
            keywords.appendNull()
            values.appendNull()
            let expandsName: CInt = 1
            let opened = keywords.withPointers { keywords in
                values.withPointers { PQconnectdbParams(keywords, $0, expandsName) }
            }
            guard let opened else { throw .unreachable("out of memory") }
            guard PQstatus(opened) == CONNECTION_OK, PQsetnonblocking(opened, 1) == 0, PQenterPipelineMode(opened) == 1
            else {
                let message = Self.message(of: opened)
                PQfinish(opened)
                throw .unreachable(message)
            }
            handle = opened
            PQsetNoticeReceiver(
                handle,
                { connection, notice in
                    guard let connection, let notice else { return }
                    Unmanaged<Connection>.fromOpaque(connection).takeUnretainedValue().receive(notice)
                }, Unmanaged.passUnretained(self).toOpaque())
        }

        deinit { PQfinish(handle) }

        private static let connectSeconds = "2"

        /// Those before `dbname` are defaults, which the string overrides; that after it is not to be overridden.
        private static func parameters(_ address: ServerAddress) -> [(String, String)] {
            var parameters = [("gssencmode", "disable"), ("fallback_application_name", "countermand")]
            if Process.environment("PGCONNECT_TIMEOUT") == nil {
                parameters.append(("connect_timeout", connectSeconds))
            }
            return parameters + [("dbname", address.text), ("client_encoding", "UTF8")]
        }

        /// The library's last message, on one line.
        private static func message(of handle: OpaquePointer) -> String {
            guard let text = PQerrorMessage(handle).map({ String(cString: $0) }) else { return "" }
            return text.split(separator: "\n").joined(separator: "; ")
        }

        private func receive(_ notice: OpaquePointer) {
            // Not translated, unlike the severity of the message.
            let severity = CInt(UInt8(ascii: "V"))
            guard PQresultErrorField(notice, severity).map({ String(cString: $0) }) == "WARNING" else { return }
            warning = Self.field("M", of: notice)
        }

        private static func field(_ name: Unicode.Scalar, of result: OpaquePointer) -> String {
            PQresultErrorField(result, CInt(UInt8(ascii: name))).map { String(cString: $0) } ?? ""
        }

        /// A setting that the server reports unasked.
        func parameter(_ name: String) -> String? { PQparameterStatus(handle, name).map { String(cString: $0) } }

        /// Whether nobody else can read along: the server is on this machine, or its certificate was checked.
        var isPrivate: Bool {
            let host = PQhost(handle).map { String(cString: $0) } ?? ""
            let address = PQhostaddr(handle).map { String(cString: $0) } ?? ""
            if host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" { return true }
            if ["127.", "::1"].contains(where: { host.hasPrefix($0) || address.hasPrefix($0) }) { return true }
            return PQsslInUse(handle) == 1 && ["verify-full", "verify-ca"].contains(option("sslmode"))
        }

        private func option(_ name: String) -> String {
            guard let options = PQconninfo(handle) else { return "" }
            defer { PQconninfoFree(options) }
            var option = options
            while let keyword = option.pointee.keyword {
                if String(cString: keyword) == name { return option.pointee.val.map { String(cString: $0) } ?? "" }
                option += 1
            }
            return ""
        }

        /// Sends the statements together, and returns what each of them has returned. If one is refused, the transaction is
        /// rolled back, and those behind it were not carried out.
        func run(_ statements: [Statement], until deadline: Deadline) throws(DatabaseError) -> [Rows] {
            warning = nil
            for statement in statements {
                let sent = statement.parameters.withPointers {
                    PQsendQueryParams(handle, statement.sql, statement.parameters.count, nil, $0, nil, nil, 0)
                }
                guard sent == 1 else { throw .lost(Self.message(of: handle)) }
            }
            guard PQpipelineSync(handle) == 1 else { throw .lost(Self.message(of: handle)) }
            do throws(DatabaseError) { return try results(of: statements.count, until: deadline) } catch {
                guard case .refused = error, PQtransactionStatus(handle) != PQTRANS_IDLE else { throw error }
                _ = try run([Statement("ROLLBACK")], until: deadline)
                throw error
            }
        }

        private func results(of count: Int, until deadline: Deadline) throws(DatabaseError) -> [Rows] {
            var rows: [Rows] = []
            var failure: DatabaseError?
            for index in 0..<count {
                while let result = try nextResult(until: deadline) {
                    let status = PQresultStatus(result)
                    if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK {
                        rows.append(Rows(result))
                        continue
                    }
                    if status != PGRES_PIPELINE_ABORTED, failure == nil {
                        failure = .refused(
                            state: Self.field("C", of: result), message: Self.field("M", of: result), statement: index)
                    }
                    PQclear(result)
                    if PQstatus(handle) != CONNECTION_OK { throw .lost(Self.message(of: handle)) }
                }
            }
            guard let synced = try nextResult(until: deadline) else { throw .lost(Self.message(of: handle)) }
            let isSynced = PQresultStatus(synced) == PGRES_PIPELINE_SYNC
            PQclear(synced)
            guard isSynced else { throw .lost(Self.message(of: handle)) }
            if let failure {
                // The server is about to end, or to end the connection: an answer of that kind says nothing of a COMMIT.
                if case .refused(let state, let message, _) = failure, state.hasPrefix(SQLState.operatorIntervention) {
                    throw .lost(message)
                }
                throw failure
            }
            guard rows.count == count else { throw .lost("the server answered with too few results") }
            return rows
        }

        /// Nil at the end of a statement's results.
        private func nextResult(until deadline: Deadline) throws(DatabaseError) -> OpaquePointer? {
            while true {
                // What is to be sent may have to wait for the socket as well.
                let unsent = PQflush(handle)
                if unsent < 0 { throw .lost(Self.message(of: handle)) }
                if PQisBusy(handle) == 0 { return PQgetResult(handle) }
                let wait = deadline.remainingMilliseconds
                if wait == 0 { throw .lost("the server did not answer in time") }
                let events = Int16(POLLIN) | (unsent == 1 ? Int16(POLLOUT) : 0)
                var socket = pollfd(fd: PQsocket(handle), events: events, revents: 0)
                if poll(&socket, 1, wait) < 0, errno != EINTR { throw .lost("the connection cannot be waited for") }
                if socket.revents != 0, PQconsumeInput(handle) == 0 { throw .lost(Self.message(of: handle)) }
            }
        }
    }
#endif
