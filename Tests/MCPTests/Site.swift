import CancelAPI
import Cancellation
import HTTPMessage
import Identity
import Importing
import JSON
import MCP
import Storage
import TestSupport
import Testing

/// A server over a store of its own, with a clock that stands and ids that count.
final class Site {
    static let minute: Int64 = 60_000
    static let admin: JSONObject = ["sub": "7", "roles": ["Dispatcher", "admin"], "name": "Ada Admin"]
    static let records = [
        #"{"kind":"dispatch-job","id":"J-1","status":"Assigned","assignment":{"id":"A-1","status":"Active"}}"#,
        #"{"kind":"dispatch-job","id":"J-2","status":"Assigned"}"#,
        #"{"kind":"dispatch-job","id":"J-DONE","status":"Completed"}"#,
        #"{"kind":"cleaning-job","id":"C-1","status":"scheduled","cleaners":["CLN_1"]}"#,
        #"{"kind":"work-order","id":28,"status":"pending","client_id":1,"authorized_email":"jane@example.org"}"#,
        #"{"kind":"work-order","id":29,"status":"pending","client_id":2}"#,
    ]

    let store: InMemoryStore
    /// What the API answers with instead, once.
    var failure: Response?
    /// Called before each request is answered.
    var beforeRequest: (Request) -> Void = { _ in }
    private(set) var requests: [Request] = []
    var now = Timestamp("2025-10-20T10:30:00.000Z")?.millisecondsSince1970 ?? 0
    private var ids = 0
    private let isReadOnly: Bool
    private(set) lazy var server = makeServer(isReadOnly: isReadOnly)
    private lazy var api = CancelAPI(
        store: store, authenticator: Authenticator(secrets: [Secret(Array(Token.secret.utf8))].compactMap { $0 }),
        now: { [unowned self] in Timestamp(millisecondsSince1970: now) }, makeID: { [unowned self] in makeID() })

    init(_ records: [String] = records, isReadOnly: Bool = false) throws {
        store = InMemoryStore()
        self.isReadOnly = isReadOnly
        for record in records { try put(record) }
    }

    private func makeID() -> String {
        ids += 1
        return "id-\(ids)"
    }

    /// Another server over the same store, as another process is.
    func makeServer(
        as claims: JSONObject = admin, key: [UInt8] = Array(repeating: 7, count: 32), isReadOnly: Bool = false
    ) -> MCPServer {
        MCPServer(
            MCPServer.Setup(
                document: OpenAPI.document(hasConsole: true), token: Token.signed(claims), isReadOnly: isReadOnly,
                version: "1", key: key),
            now: { [unowned self] in now }, makeID: { [unowned self] in makeID() },
            respond: { [unowned self] in respond(to: $0) })
    }

    func respond(to request: Request) -> Response {
        beforeRequest(request)
        requests.append(request)
        if let failure, request.method != .get, request.query.values("dryRun").isEmpty {
            self.failure = nil
            return failure
        }
        return api.respond(to: request).response
    }

    /// Imports a record, in place of any other of its key.
    func put(_ line: String) throws {
        let record = try Record(exported: #require(JSONValue(parsing: Array(line.utf8)).object))
        let version = store.load(record.key)?.version
        try store.commit(
            Transaction(
                at: Timestamp(millisecondsSince1970: now), writes: [Transaction.Write(record, replacing: version)]))
    }

    var events: [Event] { store.events(after: nil, limit: .max).map(\.event) }
}

// Messages.
extension Site {
    static let person: JSONValue = ["elicitation": [:]]

    /// The `_meta` of a request without a handshake.
    static func meta(_ capabilities: JSONValue = [:], version: JSONValue = "2026-07-28") -> JSONValue {
        [
            "io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientCapabilities": capabilities,
        ]
    }

    func answer(_ message: JSONObject, from server: MCPServer? = nil) -> [JSONObject] {
        guard var server else { return answer(line: message.bytes) }
        return server.answer(message.bytes)
    }

    /// `line` is nil for one that was too long.
    func answer(line: [UInt8]?) -> [JSONObject] { server.answer(line) }

    func request(_ method: String, _ params: JSONObject?, id: JSONValue = 1) -> JSONObject {
        var message: JSONObject = ["jsonrpc": "2.0", "id": id, "method": .string(method)]
        message["params"] = params.map { .object($0) }
        return message
    }

    /// Calls a tool without a handshake; returns `result`.
    func call(
        _ tool: String, _ arguments: JSONObject, _ capabilities: JSONValue = [:], adding others: JSONObject = [:],
        from server: MCPServer? = nil
    ) throws -> JSONObject {
        var params: JSONObject = ["name": .string(tool), "arguments": .object(arguments)]
        for member in others.members { params[member.name] = member.value }
        params["_meta"] = Self.meta(capabilities)
        let answers = answer(request("tools/call", params), from: server)
        try #require(answers.count == 1)
        return try #require(answers[0]["result"]?.object, "\(answers[0])")
    }

    /// The structured content of a call's result.
    func outcome(
        of tool: String, _ arguments: JSONObject, _ capabilities: JSONValue = [:], from server: MCPServer? = nil
    ) throws -> JSONObject {
        try #require(call(tool, arguments, capabilities, from: server)["structuredContent"]?.object)
    }

    /// The confirmation of a preview.
    func confirmation(of tool: String, _ arguments: JSONObject, from server: MCPServer? = nil) throws -> JSONValue {
        try #require(outcome(of: tool, arguments, from: server)["confirmation"])
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? { object?[name] }
}

extension JSONObject {
    func setting(_ name: String, _ value: JSONValue) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}
