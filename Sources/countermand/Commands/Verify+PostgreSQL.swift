#if Network
    import PostgreSQLStore
    import Storage

    extension Verify {
        /// Checks the chains of all records, or looks for the proof in the chain of one.
        static func run(
            _ address: ServerAddress, proof: String?, record: String?
        ) throws(CommandError) -> ExitCode {
            let store = PostgreSQLStore(address)
            guard let proof else {
                let report: PostgreSQLStore.ChainReport
                do throws(StoreError) { report = try store.verifyChains() } catch { throw CommandError(error) }
                for fault in report.faults { printError(fault) }
                guard report.faults.isEmpty else {
                    throw CommandError(.unusableInput, "the store is damaged: \(report.faults.count) rows do not hold")
                }
                printError("all \(report.transactions) transactions and \(report.records) records hold")
                return .success
            }
            let parts = (record ?? "").split(separator: "/", maxSplits: 1).map { String($0) }
            guard parts.count == 2 else {
                throw CommandError(
                    .usage,
                    "--proof needs --record KIND/ID with a PostgreSQL store, dispatch-job/J-1001 for example: each record has a "
                        + "chain of its own")
            }
            let key = RecordKey(RecordKind(parts[0]), parts[1])
            let events: [Event]?
            do throws(StoreError) { events = try store.events(of: proof, in: key) } catch { throw CommandError(error) }
            guard let events, !events.isEmpty else {
                throw CommandError(
                    .unusableInput, "no transaction of \(key) has the proof: the store does not contain that cancel")
            }
            printError("the proof is that of " + events.map { $0.summary }.joined(separator: "; "))
            return .success
        }
    }
#endif
