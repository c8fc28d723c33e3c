import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

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
    func change(
        _ target: Target, by principal: Principal, _ manner: Manner, _ wording: Wording
    ) throws(Failure) -> Response {
        try carryOut([target], by: principal, manner) { items throws(Failure) in
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
            if let current = items[0].current, !manner.preconditions.areNone,
                manner.preconditions.verdict(on: EntityTag(current), isRead: false) == .failed
            {
                throw .problem(.preconditionFailed)
            }
            var success = Success(wording.body(document))
            if manner.isDryRun {
                success.body["dryRun"] = true
                success.body["changes"] = Change.preview(change)
            } else if wording.hasReceipt, let change {
                success.event = change.event.id
                success.isProven = true
            }
            // Of a dry run, the record as it still stands.
            if wording.showsRecord {
                success.entityTag = EntityTag(manner.isDryRun ? items[0].current ?? document : document)
            }
            return success
        }
    }

    /// Changes several records, each by its own decision, in one transaction.
    func changeEach(
        _ targets: [(id: JSONValue, target: Target)], by principal: Principal, _ manner: Manner,
        _ body: ([JSONValue]) -> JSONObject
    ) throws(Failure) -> Response {
        try carryOut(targets.map { $0.target }, by: principal, manner) { items throws(Failure) in
            var outcomes: [JSONValue] = []
            for (index, item) in items.enumerated() {
                outcomes.append(outcome(targets[index].id, item.verdict, manner.isDryRun))
            }
            var success = Success(body(outcomes))
            if manner.isDryRun { success.body["dryRun"] = true }
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
        _ targets: [Target], by principal: Principal, _ manner: Manner,
        _ word: ([Plan.Item]) throws(Failure) -> Success
    ) throws(Failure) -> Response {
        let place = manner.isDryRun ? nil : manner.key.map { self.place(of: $0, for: principal, on: route) }
        var overtaken = targets[0].key
        for _ in 0..<Self.maximumAttempts {
            let plan = try plan(targets)
            var expired: Version?
            // Behind the records: whoever sees what this very request has changed sees its answer as well.
            if let place {
                let (answer, version) = try kept(in: place)
                if let answer, let version {
                    guard answer.request == fingerprint else { throw .problem(.keyReused) }
                    return try replay(answer, version)
                }
                expired = version
            }
            let success = try word(plan.items)
            if manner.isDryRun || plan.isEmpty { return success.response() }
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

extension Problem {
    static let preconditionFailed = Problem(
        .preconditionFailed, "precondition-failed", "Precondition failed",
        "The record is not as the request says it must be: read it again, and decide again.")

    static let keyReused = Problem(
        .unprocessableContent, "idempotency-key-reused", "Idempotency key reused",
        "Another request was sent with this Idempotency-Key: give each request a key of its own.")

    static let stillRunning = Problem(
        .conflict, "request-in-progress", "Request in progress",
        "A request with this Idempotency-Key is being carried out: send it again in a moment.", retryAfter: 1)
}
