#if Network
    import JSON
    import POSIX
    import Storage

    // Events get their positions after the commit, from whoever reads them: one process at a time, and any process.
    extension PostgreSQLStore {
        package func events(after cursor: EventCursor?, limit: Int) throws(StoreError) -> [EventEntry] {
            var entries: [EventEntry] = []
            var position = Int64(clamping: cursor?.number ?? 0)
            guard limit > 0 else { return [] }
            while true {
                let deadline = deadline
                let rows = try read([.events(after: position)], until: deadline)[0]
                for row in 0..<rows.count {
                    guard let last = rows.number(row, 0), let events = Self.events(inBody: rows.bytes(row, 1)) else {
                        throw .unavailable("the transaction before position \(rows.text(row, 0)) cannot be read")
                    }
                    for (index, event) in events.enumerated() {
                        let place = last - Int64(events.count - 1 - index)
                        if place <= position { continue }
                        entries.append(EventEntry(EventCursor(UInt64(clamping: place)), event))
                        if entries.count == limit { return entries }
                    }
                    position = last
                }
                if rows.count < Statement.transactionsPerBatch, try putInOrder(until: deadline) == 0 { return entries }
            }
        }

        private static func events(inBody body: [UInt8]) -> [Event]? {
            guard let members = (try? JSONValue(parsing: body))?.object else { return nil }
            let json = members["events"]?.array ?? []
            let events = json.compactMap { $0.object.flatMap(Event.init(json:)) }
            return events.count == json.count ? events : nil
        }

        package func counts(of lists: [RecordList]) throws(StoreError) -> [Int] {
            guard !lists.isEmpty else { return [] }
            let deadline = deadline
            while true {
                var totals: [RecordList: Int64] = [:]
                let rows = try read([.counts(of: lists)], until: deadline)[0]
                var pending = 0
                for row in 0..<rows.count {
                    let changes = rows.bytes(row, 4)
                    if changes.isEmpty {
                        let kind = RecordKind(rows.text(row, 0))
                        let list = RecordList(kind, Scope(rows.text(row, 1)), status: rows.text(row, 2))
                        totals[list, default: 0] += rows.number(row, 3) ?? 0
                    } else {
                        pending += 1
                        guard let counts = ListChanges.counts(json: changes) else {
                            throw .unavailable("the changes in a row of countermand.pending cannot be read")
                        }
                        for (list, change) in counts { totals[list, default: 0] += change }
                    }
                }
                // So that nobody has to read much more than a batch.
                if pending > Statement.transactionsPerBatch, try putInOrder(until: deadline) > 0 { continue }
                return lists.map { Int(totals[$0] ?? 0) }
            }
        }

        /// Puts the oldest pending transactions in order and adds up what they change of lists. Returns how many there were,
        /// also if another process was faster with them.
        func putInOrder(until deadline: Deadline) throws(StoreError) -> Int {
            let found = try read([.head, .pending], until: deadline)
            let (head, pending) = (found[0], found[1])
            guard pending.count > 0 else { return 0 }
            guard head.count == 1, var position = head.number(0, 0) else {
                throw .unavailable("countermand.log_heads has no row for the log 0; run countermand migrate")
            }
            var ids: [Int64] = []
            var ordered: [(id: Int64, position: Int64)] = []
            var sums: [RecordList: Int64] = [:]
            for row in 0..<pending.count {
                guard let id = pending.number(row, 0), let events = pending.number(row, 1),
                    let counts = ListChanges.counts(json: pending.bytes(row, 2))
                else {
                    throw .unavailable(
                        "the row with the id \(pending.text(row, 0)) of countermand.pending cannot be read")
                }
                ids.append(id)
                position += events
                if events > 0 { ordered.append((id, position)) }
                for (list, change) in counts { sums[list, default: 0] += change }
            }
            let token = Process.makeUUID()
            var statements = [
                Statement("BEGIN"), .moveHead(to: position, token: token, from: head.text(0, 1)), .guardHead(token),
            ]
            if !ordered.isEmpty { statements.append(.insertOrdered(ordered)) }
            statements.append(.deletePending(ids))
            let counts = sums.filter { $0.value != 0 }.map { (list: $0.key, change: $0.value) }
            if !counts.isEmpty { statements.append(.addCounts(counts)) }
            statements.append(Statement("COMMIT"))
            try runHousekeeping(statements, until: deadline)
            return pending.count
        }

        /// Deletes records whose time has come, some at a time.
        func deleteExpired(until deadline: Deadline) throws(StoreError) {
            let found = try read([.expired(at: now())], until: deadline)[0]
            var rows: [ExpiredRow] = []
            for row in 0..<found.count {
                guard let at = found.number(row, 0), let version = found.number(row, 1) else { continue }
                let key = RecordKey(RecordKind(found.text(row, 3)), found.text(row, 2))
                rows.append(ExpiredRow(at: at, version: version, key: key))
            }
            guard !rows.isEmpty else { return }
            let statements = [Statement("BEGIN"), .deleteExpired(rows), .deleteExpiries(rows), Statement("COMMIT")]
            try runHousekeeping(statements, until: deadline)
        }

        /// Runs a transaction that any process may carry out, and another one may have been faster with: what has become of
        /// it is seen by whoever looks next.
        private func runHousekeeping(_ statements: [Statement], until deadline: Deadline) throws(StoreError) {
            do throws(DatabaseError) { _ = try opened().run(statements, until: deadline) } catch {
                if case .refused(let state, _, _) = error, state == SQLState.divisionByZero { return }
                guard mayRepeat(error, wasReached: true) else { throw .unavailable(sentence(for: error)) }
                guard deadline.remainingMilliseconds > 0 else { throw .unavailable(sentence(for: error)) }
                pause(until: deadline)
            }
        }
    }
#endif
