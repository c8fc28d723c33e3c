import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

extension RequestContext {
    /// How often a decision is made again because another process has changed a record in between.
    private static let maximumAttempts = 16

    /// Decides on a command and commits its change.
    func change(
        _ command: Command, by principal: Principal, _ options: ChangeOptions, _ format: SuccessFormat
    ) throws(RequestError) -> Response {
        try execute([command], by: principal, options) { items throws(RequestError) in
            let item = items[0]
            if case .refused(let problem) = item.decision { throw .problem(problem) }
            // Preconditions are checked where the request would succeed without them (RFC 9110 §13.2.1).
            if let before = item.before, !options.preconditions.areNone,
                options.preconditions.evaluate(EntityTag(before), isRead: false) == .failed
            {
                throw .problem(.preconditionFailed)
            }
            var response = ChangeResponse(format.body(item.after))
            if options.isDryRun {
                response.body["dryRun"] = true
                response.body["changes"] = Change.preview(item.change)
            } else if format.hasReceipt, let change = item.change {
                response.event = change.event.id
                response.hasProof = true
            }
            if format.showsRecord {
                // A dry run leaves the record as it is.
                response.entityTag = EntityTag(options.isDryRun ? item.before ?? item.after : item.after)
            }
            return response
        }
    }

    /// Decides on each command for itself, and commits all changes in one transaction.
    func changeEach(
        _ commands: [(id: JSONValue, command: Command)], by principal: Principal, _ options: ChangeOptions,
        _ body: ([JSONValue]) -> JSONObject
    ) throws(RequestError) -> Response {
        try execute(commands.map { $0.command }, by: principal, options) { items throws(RequestError) in
            var outcomes: [JSONValue] = []
            for (index, item) in items.enumerated() {
                outcomes.append(.object(outcome(of: item, commands[index].id, options.isDryRun)))
            }
            var response = ChangeResponse(body(outcomes))
            if options.isDryRun { response.body["dryRun"] = true }
            response.hasProof = true
            return response
        }
    }

    private func outcome(of item: UnitOfWork.Item, _ id: JSONValue, _ isDryRun: Bool) -> JSONObject {
        if case .refused(let problem) = item.decision {
            let body = route.errorFormat.body.json(problem, request.path)
            return ["id": id, "status": .number(problem.status.code), "problem": .object(body)]
        }
        var outcome: JSONObject = [
            "id": id, "status": .number(Status.ok.code), "record": .object(item.after),
            "etag": "\(EntityTag(item.after))",
        ]
        if isDryRun {
            outcome["changes"] = Change.preview(item.change)
        } else if let change = item.change {
            outcome["event"] = .string(change.event.id)
        }
        return outcome
    }

    /// Loads, decides and commits, and decides again when another process was faster. A request that was carried out
    /// before under the same idempotency key gets its stored answer.
    private func execute(
        _ commands: [Command], by principal: Principal, _ options: ChangeOptions,
        _ respond: ([UnitOfWork.Item]) throws(RequestError) -> ChangeResponse
    ) throws(RequestError) -> Response {
        try refuseWithoutLoading(commands[0])
        let idempotencyKey =
            options.isDryRun ? nil : options.idempotencyKey.map { recordKey(of: $0, for: principal, on: route) }
        let keys = commands.map { $0.key }
        var conflict = keys[0]
        for _ in 0..<Self.maximumAttempts {
            // All at one moment: if another process has committed this very request, its idempotency record is seen too.
            let stored = try load(idempotencyKey.map { keys + [$0] } ?? keys)
            let unit = try decide(commands, stored)
            var expired: Version?
            if idempotencyKey != nil, let stored = stored.last ?? nil {
                if let record = try idempotencyRecord(stored) {
                    guard record.fingerprint == fingerprint else { throw .problem(.idempotencyKeyReused) }
                    return try replay(record, stored.version)
                }
                expired = stored.version
            }
            let response = try respond(unit.items)
            if options.isDryRun || unit.writesNothing { return response.response() }
            var idempotencyRecord: Transaction.Write?
            if let idempotencyKey {
                let answered = IdempotencyRecord(response, to: fingerprint, at: now)
                let record = answered.record(idempotencyKey)
                if record.document.bytes.count > Record.maximumDocumentBytes { throw .problem(.answerTooLarge) }
                idempotencyRecord = Transaction.Write(record, replacing: expired, expires: answered.expires)
            }
            do {
                return response.response(try api.store.commit(unit.transaction(at: now, with: idempotencyRecord)))
            } catch .versionConflict(let key) {
                conflict = key
            } catch { throw .store(error) }
        }
        throw conflict == idempotencyKey ? .problem(.requestInProgress) : .store(.versionConflict(conflict))
    }

    /// Decides as if there were no record. A refusal other than 404 then needs none, so none is loaded (C4). All commands of
    /// a request have one caller and ask for the same, so the first one stands for all.
    private func refuseWithoutLoading(_ command: Command) throws(RequestError) {
        if case .refused(let problem) = try decide(command, nil), problem.status != .notFound {
            throw .problem(problem)
        }
    }

    /// `stored` has the record of each command.
    private func decide(_ commands: [Command], _ stored: [StoredRecord?]) throws(RequestError) -> UnitOfWork {
        var unit = UnitOfWork()
        for (command, stored) in zip(commands, stored) {
            // A record that is named a second time is decided on as the first command leaves it.
            if let changed = unit.changedDocument(of: command.key) {
                unit.add(try decide(command, changed), on: changed)
            } else {
                let document = stored?.record.document
                unit.add(try decide(command, document), on: document, at: stored?.version)
            }
        }
        return unit
    }

    private func decide(_ command: Command, _ document: JSONObject?) throws(RequestError) -> Decision<Problem> {
        do { return try command.decide(document) } catch { throw unreadable(command.key, error) }
    }
}
