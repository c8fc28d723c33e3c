import JSON
import TestSupport
import Testing

@testable import MCP

/// What a line is answered with, before any tool is called.
struct MessageTests {
    private let site: Site

    init() throws { site = try Site() }

    private func error(_ message: JSONObject) -> JSONValue? { site.answer(message).first?["error"]?["code"] }

    private func discover(_ meta: JSONValue?) -> JSONObject {
        var params: JSONObject = [:]
        params["_meta"] = meta
        return site.request("server/discover", params)
    }

    @Test(
        "a line that is no message is answered with an error, and the next one as ever",
        arguments: [
            ("", -32700), ("nonsense", -32700), ("{", -32700), (#"{"a":1,"a":2}"#, -32700), ("\u{0}", -32700),
            ("[]", -32600), ("1", -32600), ("null", -32600), ("{}", -32600),
            (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600),
            (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600), (#"{"id":1,"method":"ping"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1}"#, -32600), (#"{"jsonrpc":"2.0","result":{}}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32602),
        ])
    func invalid(line: String, code: Int) {
        let answers = site.answer(line: Array(line.utf8))
        #expect(answers.count == 1 && answers[0]["error"]?["code"]?.integer == code && answers[0]["id"] != nil)
        #expect(
            site.answer(site.request("ping", nil, id: "next")) == [["jsonrpc": "2.0", "id": "next", "result": [:]]])
    }

    @Test("a line that was too long is answered with an error") func tooLong() {
        #expect(site.answer(line: nil)[0]["error"]?["code"] == -32600)
    }

    @Test(
        "a notification is never answered, nor is an answer to nothing",
        arguments: [
            #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, #"{"jsonrpc":"2.0","method":"tools/call"}"#,
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
            #"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#, #"{"jsonrpc":"2.0","method":"x","params":7}"#,
            #"{"jsonrpc":"2.0","id":1,"result":{}}"#, #"{"jsonrpc":"2.0","id":"x","error":{}}"#,
        ])
    func unanswered(line: String) { #expect(site.answer(line: Array(line.utf8)) == []) }

    @Test("an id comes back as it was", arguments: [1, -7, "", "a\n\"b", .number(Int.max)] as [JSONValue])
    func ids(_ id: JSONValue) { #expect(site.answer(site.request("ping", nil, id: id))[0]["id"] == id) }

    @Test("a client may ask what is served, without a handshake") func discovery() throws {
        let result = try #require(site.answer(discover(Site.meta()))[0]["result"])
        #expect(result["resultType"] == "complete" && result["supportedVersions"] == ["2026-07-28"])
        #expect(result["capabilities"] == ["tools": [:]] && result["cacheScope"] == "public")
        #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "countermand")
    }

    @Test("a version that is not served is refused, with those that are") func version() {
        let error = site.answer(discover(Site.meta(version: "1900-01-01")))[0]["error"]
        #expect(error?["code"] == -32022)
        #expect(error?["data"] == ["supported": ["2026-07-28"], "requested": "1900-01-01"])
        #expect(self.error(discover(Site.meta(version: "2025-11-25"))) == -32022)
    }

    @Test(
        "a request must say its version and what the client can do",
        arguments: [
            nil, [:], Site.meta(version: 7), ["io.modelcontextprotocol/protocolVersion": "2026-07-28"],
            ["io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": 1],
        ] as [JSONValue?])
    func metadata(_ meta: JSONValue?) { #expect(error(discover(meta)) == -32602) }

    @Test(
        "initialize is answered with the client's version, or the newest with a handshake",
        arguments: [
            ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2024-11-05", "2025-11-25"),
            ("2026-07-28", "2025-11-25"), ("x", "2025-11-25"),
        ])
    func initialize(asked: JSONValue, given: JSONValue) throws {
        let result = try #require(
            site.answer(site.request("initialize", ["protocolVersion": asked, "capabilities": [:]]))[0]["result"])
        #expect(result["protocolVersion"] == given && result["capabilities"] == ["tools": [:]])
        #expect(result["serverInfo"]?["name"] == "countermand" && result["resultType"] == nil)
    }

    @Test("after the handshake requests need no metadata, and those that have it are served as before") func bothEras()
        throws
    {
        #expect(error(site.request("tools/list", nil)) == -32602)
        #expect(error(site.request("initialize", [:])) == -32602)
        _ = site.answer(site.request("initialize", ["protocolVersion": "2025-11-25"]))
        // Without params, as a client sends it.
        let legacy = try #require(site.answer(site.request("tools/list", nil))[0]["result"])
        let stateless = try #require(site.answer(site.request("tools/list", ["_meta": Site.meta()]))[0]["result"])
        #expect(legacy["tools"] == stateless["tools"] && legacy["ttlMs"] == nil && legacy["_meta"] == nil)
        #expect(stateless["resultType"] == "complete" && stateless["ttlMs"]?.integer ?? -1 >= 0)
        #expect(stateless["cacheScope"] == "public")
    }

    @Test("an unknown method is refused, in both eras") func unknownMethods() {
        for method in ["initialize", "ping", "resources/list", "x"] {
            #expect(error(site.request(method, ["_meta": Site.meta()])) == -32601, "\(method)")
        }
        _ = site.answer(site.request("initialize", ["protocolVersion": "2025-11-25"]))
        for method in ["server/discover", "resources/list", ""] {
            #expect(error(site.request(method, nil)) == -32601, "\(method)")
        }
    }

    @Test("there is one page of tools") func cursor() {
        #expect(error(site.request("tools/list", ["cursor": "x", "_meta": Site.meta()])) == -32602)
    }

    @Test(
        "a call without a known tool, or with arguments that are no object, is an error of the protocol",
        arguments: [[:], ["name": 7], ["name": "nothing"], ["name": "getJob", "arguments": []]] as [JSONObject])
    func calls(_ params: JSONObject) {
        #expect(error(site.request("tools/call", params.setting("_meta", Site.meta()))) == -32602)
    }
}
