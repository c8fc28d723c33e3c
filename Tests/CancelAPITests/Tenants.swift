import HTTPMessage
import JSON
import Testing

/// Two clients on one store, and all that one of them can ask about the other's work orders.
enum Tenants {
    /// Somebody who has nothing to do with client 2.
    struct Stranger: CustomStringConvertible {
        let description: String
        let caller: Caller?
        var fields: [String: String] = [:]
        /// For whom what is outside does not exist at all (R3.4).
        var isNarrowed: Bool { !fields.isEmpty && description.contains("narrowed") }
    }

    /// All have one subject: what keeps them apart must be what they may.
    private static func caller(_ roles: JSONValue..., client: Int? = nil, email: String? = nil) -> Caller {
        var claims: JSONObject = ["sub": "u-1", "roles": .array(roles)]
        if let client { claims["client_id"] = .number(client) }
        if let email { claims["email"] = .string(email) }
        return Caller(claims)
    }

    private static let toOne = ["X-Client-Context": "1"]
    private static let toTwo = ["X-Client-Context": "2"]

    static let strangers = [
        Stranger(description: "client", caller: caller("client", email: email(of: 1))),
        Stranger(
            description: "client that asks for another", caller: caller("client", email: email(of: 1)), fields: toTwo),
        Stranger(description: "client without an email", caller: caller("client")),
        Stranger(description: "client_admin", caller: caller("client_admin", client: 1)),
        Stranger(
            description: "client_admin that asks for another", caller: caller("client_admin", client: 1), fields: toTwo),
        Stranger(description: "client_admin of none", caller: caller("client_admin")),
        Stranger(
            description: "client_admin and client",
            caller: caller("client_admin", "client", client: 1, email: email(of: 1))),
        Stranger(description: "staff, narrowed", caller: caller("staff"), fields: toOne),
        Stranger(description: "admin, narrowed", caller: caller("admin"), fields: toOne),
        Stranger(
            description: "admin, narrowed, and client", caller: caller("admin", "client", email: email(of: 1)),
            fields: toOne),
        Stranger(description: "visitor", caller: caller("visitor", client: 2, email: email(of: 2))),
        Stranger(description: "visitor that asks for another", caller: caller("visitor"), fields: toTwo),
        Stranger(description: "nobody", caller: nil, fields: toTwo),
    ]

    /// In every member of what belongs to client 2.
    static let secret = "SECRET-OF-2"
    static let key = "their-key"

    private static func email(of client: Int) -> String { "secret-of-\(client)@example.org" }

    private static func records(of client: Int) -> [String] {
        ["pending", "in-progress", "completed", "cancelled", "pending", "pending", "pending"].enumerated().flatMap {
            index, status in
            let id = JSONValue.number(client * 100 + index + 1)
            let mark = "SECRET-OF-\(client)"
            var order: JSONObject = ["kind": "work-order", "id": id, "status": .string(status)]
            for name in ["job_no", "supplier_name", "property_name", "description", mark] {
                order[name] = .string(mark)
            }
            order["client_id"] = .number(client)
            order["authorized_email"] = .string(email(of: client))
            order["nested"] = [["\(mark)": "\(mark)"]]
            let note: JSONObject = [
                "kind": "work-order-note", "id": .string("\(mark)-\(index)"), "work_order_id": id,
                "note": .string(mark), "created_by": .string(mark), "client_id": .number(client),
            ]
            return [order, note].map { String(decoding: $0.bytes, as: UTF8.self) }
        }
    }

    /// With what client 2 has, or as if it had nothing; its people, and those who serve it, have asked the same either way.
    static func world(withSecrets: Bool) throws -> TestAPI {
        // Those of client 2 come last: the others stand at the same places in both worlds.
        let api = try TestAPI(Records.all + records(of: 1) + (withSecrets ? records(of: 2) : []))
        let requests: [Request] = [
            .cancelWorkOrder("201", as: caller("client_admin", client: 2)),
            .cancelWorkOrder("205", as: caller("client", email: email(of: 2))),
            .cancelWorkOrder("206", as: caller("admin"), toTwo), .cancelWorkOrder("207", as: caller("admin")),
            .set("pending", "202", as: caller("staff"), toTwo),
            .cancelWorkOrders(each: "[203,299]", as: caller("client_admin", client: 2)),
        ]
        for request in requests { _ = api.respond(to: request.keyed(key)) }
        return api
    }

    static func worlds() throws -> (TestAPI, without: TestAPI) {
        try (world(withSecrets: true), world(withSecrets: false))
    }

    private static let own = [101, 104]
    private static let theirs = [201, 202, 204, 299]

    /// What is asked at a route; `nil` where nobody has thought of it.
    static func requests(_ method: String, _ path: String, by stranger: Stranger) -> [Request]? {
        func ask(_ path: String, _ body: String? = nil) -> Request {
            Request(Method(method), path, as: stranger.caller, body, stranger.fields)
        }
        func each(_ ids: [Int], _ body: String? = nil) -> [Request] {
            ids.map { ask(path.replacing("{id}", with: "\($0)"), body) }
        }
        switch "\(method) \(path)" {
        case "POST /api/jobs/{id}/cancel": return [ask("/api/jobs/JOB_X123/cancel")] + each(theirs)
        case "POST /jobs/{id}/cancel": return [ask("/jobs/J-1001/cancel")] + each(theirs)
        case "GET /api/jobs/{id}": return [ask("/api/jobs/JOB_X123")] + each(theirs)
        case "GET /jobs/{id}": return [ask("/jobs/J-1001")] + each(theirs)
        case "POST /jobs/cancel": return [ask(path, #"{"ids":["J-1001","201"]}"#)]
        case "PATCH /api/work-orders/{id}/status":
            return ["cancelled", "completed"].flatMap {
                each(theirs + own, #"{"status":"\#($0)","reason":"x"}"#)
            }
        case "POST /api/work-orders/cancel":
            return [theirs, own + theirs, theirs + own, [201, 201, 101]].map { ask(path, #"{"ids":\#($0)}"#) }
        case "GET /api/work-orders":
            let filters = ["", "status=pending", "status=cancelled", "limit=1", "limit=200"]
            let cursors = stride(from: 1, to: 60, by: 7).map { "limit=2&cursor=" + String($0, radix: 36) }
            return (filters + cursors).map { ask(path + "?" + $0) }
        case "GET /api/work-orders/summary", "GET /openapi.json", "GET /health", "GET /console":
            return [ask(path)]
        case "GET /api/work-orders/{id}", "GET /api/work-orders/{id}/notes": return each(theirs + own)
        case "GET /api/cancellations/{key}": return [key, "201"].map { ask("/api/cancellations/\($0)") }
        default: return nil
        }
    }

    /// The request in every manner, those that could change something last. `tag` is that of one of their records.
    static func manners(_ request: Request, tag: String) -> [Request] {
        let conditions = ["*", "W/" + tag, tag].flatMap { value in
            ["If-Match", "If-None-Match"].map { request.with($0, value) }
        }
        return conditions.suffix(2).map(\.asDryRun) + [request.asDryRun.keyed(key)] + conditions
            + [request.keyed(key), request.keyed("own-key"), request.keyed("own-key"), request]
    }
}
