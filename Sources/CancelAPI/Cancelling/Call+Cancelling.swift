import Cancellation
import HTTPMessage
import Identity
import JSON

/// How a contract answers a change of one record.
struct Wording {
    /// Whether the answer shows the record.
    let showsRecord: Bool
    /// Whether the answer names the event and the line of the journal.
    let hasReceipt: Bool
    /// Given the record as it stands afterwards.
    let body: (JSONObject) -> JSONObject
}

extension Call {
    /// How often a decision is made anew because somebody else changed a record in between.
    private static let maximumAttempts = 16

    /// Changes one record, or is refused.
    func change(_ target: Target, by principal: Principal, _ wording: Wording) throws(Failure) -> Response {
        let isDryRun = try isDryRun()
        let preconditions = try preconditions()
        return try carryOut([target], by: principal, isDryRun) { items throws(Failure) in
            let document: JSONObject
            var change: Change?
            switch items[0].verdict {
            case .refused(let problem): throw .problem(problem)
            case .unchanged(let unchanged): document = unchanged
            case .change(let changed):
                change = changed
                document = changed.record.document
            }
            // A condition counts where the request would succeed without it (RFC 9110 §13.2.1).
            if let current = items[0].current, !preconditions.areNone,
                preconditions.verdict(on: EntityTag(current), isRead: false) == .failed
            {
                throw .problem(.preconditionFailed)
            }
            var success = Success(wording.body(document))
            if isDryRun {
                success.body["dryRun"] = true
                success.body["changes"] = Change.preview(change)
            } else if wording.hasReceipt, let change {
                success.event = change.event.id
                success.isProven = true
            }
            // Of a dry run, the record as it still stands.
            if wording.showsRecord { success.entityTag = EntityTag(isDryRun ? items[0].current ?? document : document) }
            return success
        }
    }

    /// Changes several records, each by its own decision, in one transaction.
    func changeEach(
        _ targets: [(id: JSONValue, target: Target)], by principal: Principal, _ body: ([JSONValue]) -> JSONObject
    ) throws(Failure) -> Response {
        let isDryRun = try isDryRun()
        guard try preconditions().areNone else { throw .problem(.noOneRecord) }
        return try carryOut(targets.map { $0.target }, by: principal, isDryRun) { items throws(Failure) in
            var outcomes: [JSONValue] = []
            for (index, item) in items.enumerated() {
                outcomes.append(outcome(targets[index].id, item.verdict, isDryRun))
            }
            var success = Success(body(outcomes))
            if isDryRun { success.body["dryRun"] = true }
            success.isProven = true
            return success
        }
    }

    private func outcome(_ id: JSONValue, _ verdict: Verdict, _ isDryRun: Bool) -> JSONValue {
        let document: JSONObject
        var change: Change?
        switch verdict {
        case .refused(let problem):
            return [
                "id": id, "status": .number(problem.status.code), "problem": route.dialect.body(problem, request.path),
            ]
        case .unchanged(let unchanged): document = unchanged
        case .change(let changed):
            change = changed
            document = changed.record.document
        }
        var outcome: JSONObject = [
            "id": id, "status": .number(Status.ok.code), "record": .object(document),
            "etag": "\(EntityTag(document))",
        ]
        if isDryRun {
            outcome["changes"] = Change.preview(change)
        } else if let change {
            outcome["event"] = .string(change.event.id)
        }
        return .object(outcome)
    }

    /// Loads, decides and commits; when somebody was faster, decides again about what is there then. A request that was
    /// carried out before, under the same key, gets the answer of then.
    private func carryOut(
        _ targets: [Target], by principal: Principal, _ isDryRun: Bool,
        _ word: ([Plan.Item]) throws(Failure) -> Success
    ) throws(Failure) -> Response {
        let key = try idempotencyKey()
        let place = isDryRun ? nil : key.map { self.place(of: $0, for: principal, on: route) }
        var overtaken = targets[0].key
        for _ in 0..<Self.maximumAttempts {
            var expired: Version?
            if let place {
                let (answer, version) = try kept(in: place)
                if let answer, let version {
                    guard answer.request == fingerprint else { throw .problem(.keyReused) }
                    return try replay(answer, version)
                }
                expired = version
            }
            let plan = try plan(targets)
            let success = try word(plan.items)
            if isDryRun || plan.isEmpty { return success.response() }
            let kept = place.map {
                Transaction.Write(
                    KeptAnswer(success, to: fingerprint, at: at).record($0), replacing: expired)
            }
            do {
                return success.response(try api.store.commit(plan.transaction(at: at, keeping: kept)))
            } catch .versionConflict(let key) {
                overtaken = key
            } catch { throw .store(error) }
        }
        throw overtaken == place ? .problem(.stillRunning) : .store(.versionConflict(overtaken))
    }

    private func plan(_ targets: [Target]) throws(Failure) -> Plan {
        var plan = Plan()
        for target in targets {
            // Named a second time, it stands as the first time left it.
            if let changed = plan.changed(target.key) {
                plan.add(try decide(target, changed), about: changed)
                continue
            }
            guard let stored = try ask({ store throws(StoreError) in try store.load(target.key) }) else {
                plan.add(.refused(target.missing))
                continue
            }
            let document = stored.record.document
            plan.add(try decide(target, document), about: document, at: stored.version)
        }
        return plan
    }

    private func decide(_ target: Target, _ document: JSONObject) throws(Failure) -> Verdict {
        do { return try target.decide(document) } catch { throw unreadable(target.key, error) }
    }
}

// What a request says about how it is to be carried out.
extension Call {
    func preconditions() throws(Failure) -> Preconditions {
        do { return try Preconditions(request.fields) } catch {
            throw .problem(
                .badRequest("\(error.field) must be * or a list of entity tags in quotation marks, as ETag has them."))
        }
    }

    /// `dryRun=true`: to be answered as if, without a change. What is neither true nor false could have been meant so.
    private func isDryRun() throws(Failure) -> Bool {
        switch request.query.values("dryRun") {
        case []: return false
        case ["true"]: return true
        case ["false"]: return false
        default: throw .problem(.badRequest("\"dryRun\" must be true or false, once."))
        }
    }

    private func idempotencyKey() throws(Failure) -> IdempotencyKey? {
        let name = IdempotencyKey.field
        let given = request.fields.values(name)
        if given.isEmpty, !request.fields.isUnusable(name) { return nil }
        guard given.count == 1, !request.fields.isUnusable(name), let key = IdempotencyKey(field: given[0]) else {
            throw .problem(
                .badRequest(
                    "\(name) must be one string of 1 to \(IdempotencyKey.maximumLength) printable characters, "
                        + "in quotation marks if it has a comma, a quotation mark or a backslash."))
        }
        return key
    }
}

extension Problem {
    static let preconditionFailed = Problem(
        .preconditionFailed, "precondition-failed", "Precondition failed",
        "The record is not as the request says it must be: read it again, and decide again.")

    fileprivate static let noOneRecord = badRequest(
        "If-Match and If-None-Match speak of one record: leave them out where there are several.")

    static let keyReused = Problem(
        .unprocessableContent, "idempotency-key-reused", "Idempotency key reused",
        "Another request was sent with this Idempotency-Key: give each request a key of its own.")

    static let stillRunning = Problem(
        .conflict, "request-in-progress", "Request in progress",
        "A request with this Idempotency-Key is being carried out: send it again in a moment.", retryAfter: 1)
}
