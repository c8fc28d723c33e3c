import HTTPMessage
import JSON
import TestSupport

/// Who calls, by the claims of a token.
struct Caller: Sendable, CustomStringConvertible {
    let claims: JSONObject

    var description: String { String(decoding: claims.bytes, as: UTF8.self) }

    init(_ claims: JSONObject) { self.claims = claims }

    init(_ roles: String..., sub: JSONValue = "u-1") {
        self.init(["sub": sub, "roles": .array(roles.map { .string($0) })])
    }

    static let admin = Caller(["sub": "7", "roles": .array(Change.roles.map { .string($0) }), "full_name": "Ada Admin"])
    static let staff = Caller(["sub": "8", "role": "staff", "full_name": "Stu Staff"])
    static let dispatcher = Caller(["sub": "d-1", "role": "Dispatcher", "name": "Dan Dispatcher"])
    static let roleless = Caller(["sub": "r-1"])
    static let visitor = Caller(["sub": "v-1", "role": "visitor"])
    /// The client of contract 3's example.
    static let jane = client("jane@visionwest.org.nz")

    static func client(_ email: String) -> Caller {
        Caller(["sub": 45, "role": "client", "email": .string(email), "full_name": "Jane Manager"])
    }

    static func clientAdmin(_ client: Int) -> Caller {
        Caller(["sub": "9", "role": "client_admin", "client_id": .number(client), "full_name": "Cleo"])
    }
}

extension Request {
    init(_ method: Method, _ path: String, as caller: Caller?, _ body: String? = nil, _ fields: [String: String] = [:])
    {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        self.init(method, Path(parts[0]), query: Query(encoded: parts.count > 1 ? parts[1] : ""))
        if let caller { self.fields.append("Authorization", "Bearer " + Token.signed(caller.claims)) }
        for (name, value) in fields { self.fields.append(name, value) }
        if let body { self.body = .bytes(Array(body.utf8)) }
    }

    static func get(_ path: String, as caller: Caller?, _ fields: [String: String] = [:]) -> Request {
        Request(.get, path, as: caller, nil, fields)
    }

    static func cancelCleaning(_ id: String, as caller: Caller?, _ body: String? = nil) -> Request {
        Request(.post, "/api/jobs/\(id)/cancel", as: caller, body)
    }

    static func cancelDispatch(_ id: String, as caller: Caller?, _ body: String? = nil) -> Request {
        Request(.post, "/jobs/\(id)/cancel", as: caller, body)
    }

    static func set(
        _ status: String, _ id: String, as caller: Caller?, _ fields: [String: String] = [:]
    ) -> Request {
        Request(.patch, "/api/work-orders/\(id)/status", as: caller, #"{"status":"\#(status)"}"#, fields)
    }

    static func cancelWorkOrder(_ id: String, as caller: Caller?, _ fields: [String: String] = [:]) -> Request {
        set("cancelled", id, as: caller, fields)
    }
}

// The same request, carried out in another manner.
extension Request {
    func with(_ name: String, _ value: String) -> Request {
        var request = self
        request.fields.append(name, value)
        return request
    }

    func keyed(_ key: String) -> Request { with("Idempotency-Key", key) }

    func with(query: String) -> Request {
        var request = self
        request.query = Query(encoded: query)
        return request
    }

    var asDryRun: Request { with(query: "dryRun=true") }

    static func cancelDispatch(each ids: String, as caller: Caller?) -> Request {
        Request(.post, "/jobs/cancel", as: caller, #"{"ids":\#(ids)}"#)
    }

    static func cancelWorkOrders(each ids: String, as caller: Caller?, _ fields: [String: String] = [:]) -> Request {
        Request(.post, "/api/work-orders/cancel", as: caller, #"{"ids":\#(ids)}"#, fields)
    }

    /// What came of the request with that key; `key` is a path segment.
    static func cancellation(_ key: String, as caller: Caller?, _ fields: [String: String] = [:]) -> Request {
        .get("/api/cancellations/\(key)", as: caller, fields)
    }
}
