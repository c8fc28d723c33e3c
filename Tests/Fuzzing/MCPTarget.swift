import CancelAPI
import HTTPMessage
import Identity
import JSON
import MCP
import Storage

/// Any standard input of `countermand mcp`, line by line.
enum MCPTarget {
    private static let token =
        Secret(FuzzedAPI.secret).flatMap {
            Authenticator(secrets: [$0]).token(["sub": "7", "roles": ["Dispatcher", "admin"]])
        } ?? ""
    private static let document = OpenAPI.document(hasConsole: false)

    static func check(_ bytes: [UInt8]) {
        let store = FuzzedAPI.store()
        let api = FuzzedAPI.api(store, Authenticator(secrets: [Secret(FuzzedAPI.secret)].compactMap { $0 }))
        var ids = 0
        var server = MCPServer(
            MCPServer.Setup(document: document, token: token, isReadOnly: false, version: "1", key: [1, 2, 3]),
            now: { 1_760_000_000_000 },
            makeID: {
                ids += 1
                return "id-\(ids)"
            },
            respond: { request in
                demand(request.via == "mcp" && request.claims == nil, "every request is an agent's")
                demand(
                    request.fields.values("Authorization") == ["Bearer " + token], "the caller is the one of the token")
                return api.respond(to: request).response
            })
        var open = 0
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let before = store.auditTrail.count
            let answers = server.answer(Array(line))
            for answer in answers { check(answer) }
            open += answers.count { $0["method"] != nil }
            demand(answers.count <= 2, "a line has one answer, and a question may be given up for it")
            let changes = store.auditTrail.count - before
            let text = String(decoding: line, as: UTF8.self)
            demand(
                changes == 0 || text.contains("accept") || text.contains("\\u"),
                "nobody is confirmed who has not said so")
            demand(changes <= 1, "a line changes one record")
        }
        demand(open <= bytes.count, "questions are asked for lines only")
    }

    private static func check(_ message: JSONObject) {
        demand(message["jsonrpc"] == "2.0" && message["id"] != nil, "a message has a version and an id")
        demand((try? JSONValue(parsing: message.bytes)) == .object(message), "a message is JSON")
        demand(!message.bytes.contains(UInt8(ascii: "\n")), "a message is one line")
        let kinds = ["result", "error", "method"].count { message[$0] != nil }
        demand(kinds == 1, "a message is a result, an error or a question")
    }
}
