import ASCII
import Cancellation
import Digest
import HTTPMessage
import Identity
import JSON
import Storage

/// The answer that an idempotency key stands for: a record like others, written by the transaction that it tells of, so
/// that neither is ever there without the other (ruling C2).
struct KeptAnswer {
    static let kind = RecordKind("idempotency-key")
    static let lifetimeHours: Int64 = 24

    /// Which request it was that was carried out.
    let request: String
    let at: Timestamp
    let success: Success

    init(_ success: Success, to request: String, at: Timestamp) {
        self.request = request
        self.at = at
        self.success = success
    }

    func hasExpired(at now: Timestamp) -> Bool {
        now.millisecondsSince1970 - at.millisecondsSince1970 >= Self.lifetimeHours * 3_600_000
    }
}

// As a record.
extension KeptAnswer {
    init?(_ document: JSONObject) {
        guard let request = document["request"]?.string, let at = document["at"]?.string.flatMap(Timestamp.init),
            let body = document["body"]?.object
        else { return nil }
        var success = Success(body)
        success.entityTag = document["etag"]?.string.map(EntityTag.init(strong:))
        success.event = document["event"]?.string
        success.isProven = document["proven"] == true
        self.init(success, to: request, at: at)
    }

    func record(_ key: RecordKey) -> Record {
        var document: JSONObject = ["request": .string(request), "at": "\(at)", "body": .object(success.body)]
        document["etag"] = success.entityTag.map { .string($0.opaque) }
        document["event"] = success.event.map { .string($0) }
        document["proven"] = .bool(success.isProven)
        return Record(key, status: "", scopes: [], document: document)
    }
}

extension Call {
    /// Where the answer under a key is kept: for this caller, as it is vouched for now, and this route alone. A caller whose
    /// roles, client or email have changed may no longer be shown what it was shown then, and is another one.
    func place(of key: IdempotencyKey, for principal: Principal, on route: Route) -> RecordKey {
        var parts = [route.method.name, "\(route.path)", key.text, principal.subject, principal.email ?? ""]
        parts.append(principal.clientID.map { String($0) } ?? "")
        parts.append(request.fields.values("X-Client-Context").joined(separator: ","))
        parts += principal.roles.sorted()
        return RecordKey(KeptAnswer.kind, Self.digest(parts))
    }

    /// What makes a request another one: its path, its query, its body, and what it was sent on condition of.
    var fingerprint: String {
        var parts = request.path.segments
        for parameter in request.query.parameters { parts.append(parameter.name + "=" + parameter.value) }
        for name in ["If-Match", "If-None-Match"] {
            parts.append(name + ":" + request.fields.values(name).joined(separator: ","))
        }
        var body: [UInt8] = []
        if case .bytes(let bytes) = request.body { body = bytes }
        return Self.digest(parts, body)
    }

    private static func digest(_ parts: [String], _ body: [UInt8] = []) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            bytes += part.utf8
            // Never in UTF-8.
            bytes.append(0xFF)
        }
        return String(decoding: Hexadecimal.encode(SHA256.hash(bytes + body)), as: UTF8.self)
    }

    /// What is kept in a place, and its version: one that has expired counts for nothing, and is replaced.
    func kept(in place: RecordKey) throws(Failure) -> (answer: KeptAnswer?, version: Version?) {
        guard let stored = try ask({ store throws(StoreError) in try store.load(place) }) else { return (nil, nil) }
        guard let answer = KeptAnswer(stored.record.document) else {
            throw .store(.unavailable("the stored record \(place) cannot be read"))
        }
        return (answer.hasExpired(at: at) ? nil : answer, stored.version)
    }

    /// A kept answer once more, with the receipt of then.
    func replay(_ answer: KeptAnswer, _ version: Version) throws(Failure) -> Response {
        let receipt = try ask { store throws(StoreError) in try store.receipt(of: version) }
        return answer.success.response(receipt, isReplayed: true)
    }
}
