import ASCII
import Digest
import HTTPMessage
import Identity
import JSON
import Storage

/// The answer to a request with an `Idempotency-Key`: a record, committed in the transaction that it answers, so that
/// neither exists without the other (ruling C2).
struct IdempotencyRecord {
    static let kind = RecordKind("idempotency-key")
    static let lifetimeHours: Int64 = 24

    /// Identifies the request that was carried out.
    let fingerprint: String
    let at: Timestamp
    let response: ChangeResponse

    init(_ response: ChangeResponse, to fingerprint: String, at: Timestamp) {
        self.fingerprint = fingerprint
        self.at = at
        self.response = response
    }

    var expires: Timestamp {
        Timestamp(millisecondsSince1970: at.millisecondsSince1970 + Self.lifetimeHours * 3_600_000)
    }

    func hasExpired(at now: Timestamp) -> Bool { now.millisecondsSince1970 >= expires.millisecondsSince1970 }
}

// The members' names are stored, and do not change (ruling C19).
extension IdempotencyRecord {
    init?(_ document: JSONObject) {
        guard let fingerprint = document["request"]?.string,
            let at = document["at"]?.string.flatMap(Timestamp.init), let body = document["body"]?.object
        else { return nil }
        var response = ChangeResponse(body)
        response.entityTag = document["etag"]?.string.map(EntityTag.init(strong:))
        response.event = document["event"]?.string
        response.hasProof = document["proven"] == true
        self.init(response, to: fingerprint, at: at)
    }

    func record(_ key: RecordKey) -> Record {
        var document: JSONObject = [
            "request": .string(fingerprint), "at": "\(at)", "body": .object(response.body),
        ]
        document["etag"] = response.entityTag.map { .string($0.opaque) }
        document["event"] = response.event.map { .string($0) }
        document["proven"] = .bool(response.hasProof)
        return Record(key, status: "", scopes: [], document: document)
    }
}

extension RequestContext {
    /// The key of the record for an idempotency key, the caller and a route. A caller whose roles, client or email have
    /// changed counts as another one: it may no longer be allowed to see the stored answer.
    func recordKey(of key: IdempotencyKey, for principal: Principal, on route: Route) -> RecordKey {
        var parts = [route.method.name, "\(route.path)", key.text, principal.subject, principal.email ?? ""]
        parts.append(principal.clientID.map { String($0) } ?? "")
        parts.append(request.fields.values("X-Client-Context").joined(separator: ","))
        parts += principal.roles.sorted()
        return RecordKey(IdempotencyRecord.kind, Self.digest(parts))
    }

    /// The same for the same path, query, preconditions and body.
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
        let separator: UInt8 = 0xFF  // never part of UTF-8
        var bytes: [UInt8] = []
        for part in parts {
            bytes += part.utf8
            bytes.append(separator)
        }
        return String(decoding: Hexadecimal.encode(SHA256.hash(bytes + body)), as: UTF8.self)
    }

    /// What was stored as an idempotency record; nil if it has expired.
    func idempotencyRecord(_ stored: StoredRecord) throws(RequestError) -> IdempotencyRecord? {
        guard let record = IdempotencyRecord(stored.record.document) else {
            throw .store(.unavailable("the stored record \(stored.record.key) cannot be read"))
        }
        return record.hasExpired(at: now) ? nil : record
    }

    /// The stored answer, with the receipt of its transaction.
    func replay(_ record: IdempotencyRecord, _ version: Version) throws(RequestError) -> Response {
        let receipt = try withStore { store throws(StoreError) in try store.receipt(of: version) }
        return record.response.response(receipt, isReplayed: true)
    }
}
