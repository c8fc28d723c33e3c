import HTTPMessage
import JSON
import TestSupport
import Testing

@testable import MCP

/// The confirmation of a preview, with which a model cancels where nobody can be asked.
struct ConfirmationTests {
    private let site: Site
    private let arguments: JSONObject = ["id": "J-1", "reason": "Moved out"]
    private let confirmation: JSONValue

    init() throws {
        site = try Site()
        confirmation = try site.confirmation(of: "previewCancelJob", arguments)
    }

    private func cancel(
        _ tool: String = "cancelJob", _ arguments: JSONObject? = nil, with confirmation: JSONValue? = nil,
        from server: MCPServer? = nil
    ) throws -> JSONValue? {
        let given = (arguments ?? self.arguments).setting("confirmation", confirmation ?? self.confirmation)
        return try site.outcome(of: tool, given, from: server)["outcome"]
    }

    /// That nothing was changed, and that the confirmation, as it is, still is one.
    private func expectUnused(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(site.events.isEmpty, sourceLocation: sourceLocation)
        try #expect(cancel() == "done", sourceLocation: sourceLocation)
    }

    @Test("with it the change is made, and recorded as made through mcp") func confirmed() throws {
        try #expect(cancel() == "done")
        #expect(site.events.map(\.type) == ["JobCancelled"])
        #expect(site.events[0].data["via"] == "mcp" && site.events[0].data["reason"] == "Moved out")
        #expect(site.store.auditTrail[0].json["via"] == "mcp")
        #expect(site.store.auditTrail[0].json["by"] == ["id": "7", "name": "Ada Admin"])
    }

    @Test("without one nothing is changed") func missing() throws {
        let result = try site.call("cancelJob", arguments)
        #expect(result["isError"] == true && result["structuredContent"]?["outcome"] == "not-confirmed")
        try #expect(cancel(with: 5) == "not-confirmed")
        try expectUnused()
    }

    @Test("one with a byte of it changed is refused, whichever") func altered() throws {
        let bytes = Array(try #require(confirmation.string).utf8)
        for index in bytes.indices {
            var altered = bytes
            altered[index] = altered[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            try #expect(cancel(with: .string(String(decoding: altered, as: UTF8.self))) == "not-confirmed", "\(index)")
        }
        for text in ["", ".", "AA.AA", String(decoding: bytes + bytes, as: UTF8.self)] {
            try #expect(cancel(with: .string(text)) == "not-confirmed", "\(text)")
        }
        try expectUnused()
    }

    @Test(
        "it does not hold for other arguments",
        arguments: [["id": "J-2", "reason": "Moved out"], ["id": "J-1", "reason": "Other"], ["id": "J-1"]]
            as [JSONObject])
    func otherArguments(_ other: JSONObject) throws {
        try #expect(cancel("cancelJob", other) == "not-confirmed")
        try expectUnused()
    }

    @Test("it holds for the same arguments in another order and form") func sameArguments() throws {
        let preview = try site.confirmation(
            of: "previewSetWorkOrderStatus", ["id": 28, "status": "cancelled", "reason": "x"])
        try #expect(
            cancel("setWorkOrderStatus", ["reason": "x", "status": "cancelled", "id": "28"], with: preview) == "done")
    }

    @Test("it does not hold for another client or status") func otherContext() throws {
        let arguments: JSONObject = ["id": 28, "status": "cancelled", "X-Client-Context": "1"]
        let preview = try site.confirmation(of: "previewSetWorkOrderStatus", arguments)
        for other in [
            arguments.setting("X-Client-Context", "2"), arguments.setting("status", "completed"),
            ["id": 28, "status": "cancelled"],
        ] {
            try #expect(cancel("setWorkOrderStatus", other, with: preview) == "not-confirmed", "\(other)")
        }
        try expectUnused()
    }

    @Test("it does not hold for another operation") func otherOperation() throws {
        try site.put(#"{"kind":"cleaning-job","id":"J-1","status":"scheduled"}"#)
        try #expect(cancel("cancelCleaningJob") == "not-confirmed")
        try expectUnused()
    }

    @Test("it does not hold for another caller, of whatever rights") func otherCaller() throws {
        let other = site.makeServer(as: Site.admin.setting("sub", "8"))
        try #expect(cancel(from: other) == "not-confirmed")
        try expectUnused()
    }

    @Test("it does not hold where another key has sealed it, as in another process") func otherKey() throws {
        let other = site.makeServer(key: Array(repeating: 8, count: 32))
        try #expect(cancel(from: other) == "not-confirmed")
        try #expect(cancel(from: site.makeServer()) == "done", "the same key, caller and call")
    }

    @Test("it holds for five minutes") func expiry() throws {
        site.now += 5 * Site.minute
        let outcome = try site.outcome(of: "cancelJob", arguments.setting("confirmation", confirmation))
        #expect(outcome["outcome"] == "not-confirmed" && outcome["message"]?.string?.contains("has expired") == true)
        site.now -= 1
        try expectUnused()
    }

    @Test("it does not hold for a record that was changed since, and no other one is") func changedRecord() throws {
        try site.put(#"{"kind":"dispatch-job","id":"J-1","status":"Assigned","assignment":null}"#)
        let outcome = try site.outcome(of: "cancelJob", arguments.setting("confirmation", confirmation))
        #expect(outcome["outcome"] == "refused" && outcome["status"] == 412)
        #expect(site.events.isEmpty)
    }

    @Test("used again it gives the first answer, and changes nothing, even where the record was put back")
    func usedAgain() throws {
        let given = arguments.setting("confirmation", confirmation)
        let first = try site.outcome(of: "cancelJob", given)
        try site.put(Site.records[0])
        let second = try site.outcome(of: "cancelJob", given)
        #expect(first["outcome"] == "done" && second["outcome"] == "done-before")
        #expect(second["answer"] == first["answer"] && second["event"] == first["event"])
        #expect(site.events.count == 1)
    }

    @Test("none is given where nothing would change, or the change would be refused") func nothingToConfirm() throws {
        try site.put(#"{"kind":"cleaning-job","id":"C-2","status":"canceled"}"#)
        let unchanged = try site.outcome(of: "previewCancelCleaningJob", ["id": "C-2"])
        #expect(unchanged["outcome"] == "unchanged" && unchanged["confirmation"] == nil)
        for id in ["J-DONE", "NONE", "no/id"] {
            let refused = try site.outcome(of: "previewCancelJob", ["id": .string(id)])
            #expect(refused["outcome"] == "refused" && refused["confirmation"] == nil, "\(id)")
        }
    }

    @Test("it is of no use as the state of a question, nor the other way round") func purposes() throws {
        let state = try #require(site.call("cancelJob", arguments, Site.person)["requestState"])
        try #expect(cancel(with: state) == "not-confirmed")
        let others: JSONObject = [
            "requestState": confirmation,
            "inputResponses": ["confirm": ["action": "accept", "content": ["confirm": true]]],
        ]
        let result = try site.call("cancelJob", arguments, Site.person, adding: others)
        #expect(result["structuredContent"]?["outcome"] == "not-confirmed")
        try expectUnused()
    }

    @Test("it is not enough where somebody can be asked") func person() throws {
        let result = try site.call("cancelJob", arguments.setting("confirmation", confirmation), Site.person)
        #expect(result["resultType"] == "input_required")
        try expectUnused()
    }

    @Test("two requests have one digest only if they are the same") func digest() {
        let path = Path("/jobs/J-1/cancel")
        var fields = HeaderFields()
        fields.append("X-Client-Context", "1")
        let requests = [
            Request(.post, path), Request(.patch, path), Request(.post, Path("/jobs/J-1")),
            Request(.post, Path(segments: ["jobs", "J-1/cancel"])), Request(.post, path, body: .bytes([1])),
            Request(.post, path, query: Query([Query.Parameter(name: "a", value: "b")])),
            Request(.post, path, query: Query([Query.Parameter(name: "a", value: "")])),
            Request(.post, path, fields: fields),
        ]
        for (index, one) in requests.enumerated() {
            for (other, request) in requests.enumerated() {
                #expect((CallDigest(one) == CallDigest(request)) == (index == other))
            }
        }
    }
}
