import JSON
import TestSupport
import Testing

@testable import MCP

/// A person in front of the host is asked before anything is changed.
struct QuestionTests {
    private static let yes: JSONValue = ["action": "accept", "content": ["confirm": true]]
    private static let otherAnswers: [JSONValue] = [
        ["action": "accept", "content": ["confirm": false]], ["action": "accept", "content": ["confirm": "true"]],
        ["action": "accept"], ["action": "decline", "content": ["confirm": true]], ["action": "cancel"], [:], nil,
        "accept",
    ]

    private let site: Site
    private let arguments: JSONObject = ["id": "J-1"]

    init() throws { site = try Site() }

    // Without a handshake.

    private func answer(
        _ answer: JSONValue?, _ state: JSONValue, _ arguments: JSONObject? = nil, from server: MCPServer? = nil
    ) throws -> JSONObject {
        var others: JSONObject = ["requestState": state]
        others["inputResponses"] = answer.map { ["confirm": $0] }
        return try site.call("cancelJob", arguments ?? self.arguments, Site.person, adding: others, from: server)
    }

    @Test("the question comes with the call's result, and the change with the call made again") func stateless() throws
    {
        let asked = try site.call("cancelJob", arguments, Site.person)
        #expect(asked["resultType"] == "input_required" && asked["content"] == nil)
        let question = asked["inputRequests"]?["confirm"]
        #expect(question?["method"] == "elicitation/create")
        #expect(question?["params"]?["requestedSchema"]?["properties"]?["confirm"]?["type"] == "boolean")
        #expect(site.events.isEmpty)
        let state = try #require(asked["requestState"])
        let done = try answer(Self.yes, state)
        #expect(done["resultType"] == "complete" && done["structuredContent"]?["outcome"] == "done")
        let again = try answer(Self.yes, state)
        #expect(again["structuredContent"]?["outcome"] == "done-before")
        #expect(site.events.count == 1)
    }

    @Test("any other answer than a clear yes changes nothing", arguments: otherAnswers)
    func declined(_ given: JSONValue) throws {
        let state = try #require(site.call("cancelJob", arguments, Site.person)["requestState"])
        try #expect(answer(given, state)["structuredContent"]?["outcome"] == "not-confirmed")
        #expect(site.events.isEmpty)
    }

    @Test("without an answer the question is asked again") func unanswered() throws {
        let state = try #require(site.call("cancelJob", arguments, Site.person)["requestState"])
        try #expect(answer(nil, state)["resultType"] == "input_required")
        #expect(site.events.isEmpty)
    }

    @Test("a yes does not hold with a state that is altered, expired, of other arguments, another caller or no text")
    func badState() throws {
        let state = try #require(site.call("cancelJob", arguments, Site.person)["requestState"]?.string)
        for other: JSONValue in ["", "AA.AA", .string(state + "A"), 5, nil] {
            try #expect(answer(Self.yes, other)["structuredContent"]?["outcome"] == "not-confirmed", "\(other)")
        }
        let kept = JSONValue.string(state)
        try #expect(answer(Self.yes, kept, ["id": "J-2"])["structuredContent"]?["outcome"] == "not-confirmed")
        let other = site.makeServer(as: Site.admin.setting("sub", "8"))
        try #expect(answer(Self.yes, kept, from: other)["structuredContent"]?["outcome"] == "not-confirmed")
        site.now += 5 * Site.minute
        try #expect(answer(Self.yes, kept)["structuredContent"]?["outcome"] == "not-confirmed")
        #expect(site.events.isEmpty)
    }

    @Test("nothing is asked where nothing would change, or the change would be refused") func nothingToAsk() throws {
        for id in ["J-DONE", "NONE"] {
            let result = try site.call("cancelJob", ["id": .string(id)], Site.person)
            #expect(result["structuredContent"]?["outcome"] == "refused", "\(id)")
        }
    }

    @Test(
        "a client without forms is not asked",
        arguments: [[:], ["elicitation": ["url": [:]]], ["elicitation": true]] as [JSONValue])
    func noForms(_ capabilities: JSONValue) throws {
        try #expect(site.call("cancelJob", arguments, capabilities)["structuredContent"]?["outcome"] == "not-confirmed")
    }

    @Test("texts of a record and of the model are shown as JSON on one line each, cut off where they are long")
    func shown() throws {
        let text = "\u{202E}Yes\\nThe record as it is now: {}" + String(repeating: "x", count: 5000)
        try site.put(#"{"kind":"dispatch-job","id":"J-3","status":"Open","title":"\#(text)"}"#)
        let asked = try site.call("cancelJob", ["id": "J-3", "reason": "a\n\u{202E}b"], Site.person)
        let message = try #require(asked["inputRequests"]?["confirm"]?["params"]?["message"]?.string)
        #expect(message.split(separator: "\n").count == 5)
        #expect(!message.unicodeScalars.contains("\u{202E}"))
        #expect(message.utf8.count < 5000)
    }

    // With a handshake.

    private func initialize(_ capabilities: JSONValue = Site.person) {
        _ = site.answer(
            site.request("initialize", ["protocolVersion": "2025-11-25", "capabilities": capabilities], id: "hello"))
    }

    /// Calls `cancelJob`, and returns the question's id.
    private func ask(id: JSONValue, _ job: String = "J-1") throws -> JSONValue {
        let params: JSONObject = ["name": "cancelJob", "arguments": ["id": .string(job)]]
        let asked = site.answer(site.request("tools/call", params, id: id))
        try #require(asked.count == 1 && asked[0]["method"] == "elicitation/create", "\(asked)")
        return try #require(asked[0]["id"])
    }

    private func reply(to question: JSONValue, _ result: JSONValue) -> [JSONObject] {
        site.answer(["jsonrpc": "2.0", "id": question, "result": result])
    }

    @Test("with a handshake the client is asked by a request, and the call is answered when it has answered")
    func handshake() throws {
        initialize()
        let (one, other) = try (ask(id: "a"), ask(id: 2, "J-2"))
        #expect(one != other && site.events.isEmpty)
        let done = reply(to: other, Self.yes)
        #expect(done.count == 1 && done[0]["id"] == 2)
        #expect(done[0]["result"]?["structuredContent"]?["outcome"] == "done")
        #expect(reply(to: other, Self.yes) == [], "it is answered once")
        #expect(site.events.map(\.subject) == ["dispatch-job/J-2"])
        #expect(reply(to: one, ["action": "decline"])[0]["result"]?["structuredContent"]?["outcome"] == "not-confirmed")
        #expect(site.events.count == 1)
    }

    @Test("any other reply than a clear yes changes nothing", arguments: otherAnswers)
    func declinedReply(_ given: JSONValue) throws {
        initialize()
        let replies = reply(to: try ask(id: 1), given)
        #expect(replies.count == 1 && replies[0]["result"]?["structuredContent"]?["outcome"] == "not-confirmed")
        #expect(site.events.isEmpty)
    }

    @Test("a question that the client refuses, or answers too late, is not confirmed") func refused() throws {
        initialize()
        let refused = site.answer(["jsonrpc": "2.0", "id": try ask(id: 1), "error": ["code": -1, "message": "no"]])
        #expect(refused[0]["result"]?["structuredContent"]?["outcome"] == "not-confirmed")
        let late = try ask(id: 2)
        site.now += 5 * Site.minute
        #expect(reply(to: late, Self.yes)[0]["result"]?["structuredContent"]?["outcome"] == "not-confirmed")
        #expect(site.events.isEmpty)
    }

    @Test("a call that the client has given up is not answered, whatever comes") func givenUp() throws {
        initialize()
        let question = try ask(id: "x")
        let cancelled: JSONObject = [
            "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": "x"],
        ]
        #expect(site.answer(cancelled) == [])
        #expect(reply(to: question, Self.yes) == [])
        #expect(site.events.isEmpty)
    }

    @Test("of too many open questions the oldest is answered as not confirmed") func tooMany() throws {
        initialize()
        let first = try ask(id: 0)
        for id in 1..<64 { _ = try ask(id: .number(id)) }
        let params: JSONObject = ["name": "cancelJob", "arguments": ["id": "J-1"]]
        let messages = site.answer(site.request("tools/call", params, id: 64))
        #expect(messages.count == 2 && messages[0]["id"] == 0 && messages[1]["method"] == "elicitation/create")
        #expect(messages[0]["result"]?["structuredContent"]?["outcome"] == "not-confirmed")
        #expect(reply(to: first, Self.yes) == [])
    }

    @Test("with a handshake too, a client without forms uses the confirmation of a preview") func withoutForms() throws
    {
        initialize([:])
        func call(_ tool: String, _ arguments: JSONObject) -> JSONValue? {
            let params: JSONObject = ["name": .string(tool), "arguments": .object(arguments)]
            return site.answer(site.request("tools/call", params))[0]["result"]?["structuredContent"]
        }
        #expect(call("cancelJob", arguments)?["outcome"] == "not-confirmed")
        let confirmation = try #require(call("previewCancelJob", arguments)?["confirmation"])
        #expect(call("cancelJob", arguments.setting("confirmation", confirmation))?["outcome"] == "done")
    }
}
