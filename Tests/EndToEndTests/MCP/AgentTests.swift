import Foundation
import JSON
import TestSupport
import Testing

/// `countermand mcp`.
struct AgentTests {
    private static let admin: JSONObject = ["sub": "7", "roles": ["Dispatcher", "admin"], "name": "Ada Admin"]
    private static let python = ProcessInfo.processInfo.environment["COUNTERMAND_TEST_MCP"]
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "client.py")
    private static let lineFeed = [UInt8(ascii: "\n")]

    private func site(as claims: JSONObject = admin) throws -> Site {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_MCP_TOKEN"] = Token.signed(claims)
        return site
    }

    // With the client that others write agents with.

    /// What `client.py` prints, whatever the revision.
    private static let steps = """
        look up -> read 200 Assigned
        list -> [33, 32]
        preview -> preview 200 Cancelled
            asked: An agent asks to: Cancel a job | Request: POST /jobs/J-1001/cancel
        declined -> not-confirmed
            The person who was asked did not confirm it. Nothing was changed; do not ask again unless told to.
            asked: An agent asks to: Cancel a job | Request: POST /jobs/J-1001/cancel
        unticked -> not-confirmed
            The person who was asked did not confirm it. Nothing was changed; do not ask again unless told to.
            asked: An agent asks to: Cancel a job | Request: POST /jobs/J-1001/cancel
        confirmed -> done 200 Cancelled
        again -> refused 400
            Refused (400): Job J-1001 is cancelled already; nothing was changed.
        unknown id -> refused 404
            Refused (404): There is no job NONE. Check the id with whoever named it; do not try others.
        unconfirmed -> not-confirmed
            Nothing was changed: call previewCancelCleaningJob with the same arguments, show what it says to whoever is \
        responsible, and pass on its `confirmation`.
        preview -> preview 200
        for another reason -> not-confirmed
            The confirmation does not belong to these arguments, or not to this run of the server. This call has changed \
        nothing; if an earlier one was not answered, look the record up. Otherwise call previewCancelCleaningJob again with \
        these arguments.
        confirmed -> done 200
        replayed -> done-before 200
        what came of it -> read 200
        job -> read 200 canceled
        """

    @Test(
        "PyPI's client looks up, lists, previews, confirms, cancels, is refused and replays, in either era",
        .enabled(if: python != nil, "needs COUNTERMAND_TEST_MCP, a Python with the package mcp"),
        arguments: [("2026-07-28", "2026-07-28"), ("auto", "2026-07-28"), ("legacy", "2025-11-25")])
    func client(mode: String, revision: String) throws {
        let site = try site()
        let python = Program(
            URL(filePath: try #require(Self.python)), environment: site.environment, in: site.directory.url)
        let ended = try withExtendedLifetime(site) {
            try python.run("-B", Self.script.path, Program.product("countermand").path, mode)
        }
        #expect(ended.ending == .exit(0), "\(ended.errors)")
        #expect(ended.lines.first == "revision \(revision)")
        #expect(ended.lines.dropFirst(2).joined(separator: "\n") == Self.steps)
        let events = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(events.map { $0["subject"] } == ["dispatch-job/J-1001", "cleaning-job/JOB_X123"])
        #expect(events.allSatisfy { $0["data"]?["via"] == "mcp" && $0["data"]?["actor"]?["name"] == "Ada Admin" })
        #expect(String(decoding: try site.journalBytes(), as: UTF8.self).contains(#""reason":"Moved out","via":"mcp""#))
        try #expect(site.run("verify").ending == .exit(0))
    }

    // With lines.

    private func request(_ method: String, _ params: JSONObject = [:], id: JSONValue = 1) -> [UInt8] {
        let message: JSONObject = ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
        return message.bytes + Self.lineFeed
    }

    private func call(_ tool: String, _ arguments: JSONObject, id: JSONValue = 1) -> [UInt8] {
        let meta: JSONValue = [
            "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
        ]
        return request("tools/call", ["name": .string(tool), "arguments": .object(arguments), "_meta": meta], id: id)
    }

    private func answer(_ running: Running, to line: [UInt8]) throws -> JSONValue {
        try running.write(line)
        return try JSONValue(parsing: Array(#require(running.nextLine()).utf8))
    }

    private func outcome(_ running: Running, _ tool: String, _ arguments: JSONObject) throws -> JSONValue {
        try #require(answer(running, to: call(tool, arguments))["result"]?["structuredContent"])
    }

    @Test("lines that are no message are answered, standard output has nothing else, and the end of input ends it")
    func lines() throws {
        let site = try site()
        let long = [UInt8](repeating: UInt8(ascii: " "), count: 8 << 20) + Array("{}\n".utf8)
        let noise = Array("\n \t\r\n".utf8) + [0xFF, 0x00, 0x0A] + Array("GET / HTTP/1.1\n[]\n".utf8) + long
        let ended = try site.run("mcp", input: noise + call("getJob", ["id": "J-1001"], id: "last"))
        #expect(ended.ending == .exit(0) && ended.errors == "")
        let messages = try ended.lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(messages.map { $0["error"]?["code"] } == [-32700, -32700, -32600, -32600, nil])
        #expect(messages.allSatisfy { $0["jsonrpc"] == "2.0" } && messages.last?["id"] == "last")
    }

    @Test("both eras are served on one input, each answer before the next line") func bothEras() throws {
        let site = try site()
        let running = try site.start("mcp")
        let hello = try answer(
            running, to: request("initialize", ["protocolVersion": "2025-11-25", "capabilities": ["elicitation": [:]]]))
        #expect(hello["result"]?["protocolVersion"] == "2025-11-25")
        let asked = try answer(
            running, to: request("tools/call", ["name": "cancelJob", "arguments": ["id": "J-1001"]], id: "c"))
        #expect(asked["method"] == "elicitation/create")
        let other = try outcome(running, "getJob", ["id": "J-1001"])
        #expect(other["answer"]?["status"] == "Assigned", "the other era is answered in between")
        let yes: JSONObject = [
            "jsonrpc": "2.0", "id": asked["id"] ?? .null,
            "result": ["action": "accept", "content": ["confirm": true]],
        ]
        let done = try answer(running, to: yes.bytes + Self.lineFeed)
        #expect(done["id"] == "c" && done["result"]?["structuredContent"]?["outcome"] == "done")
        running.release()
        try #expect(running.wait().ending == .exit(0))
        try #expect(site.run("events").lines.count == 1)
    }

    @Test("a process that is killed after a change, or before it, leaves it made once or not at all")
    func killed() throws {
        let site = try site()
        let arguments: JSONObject = ["id": "J-1001"]
        var running = try site.start("mcp")
        let confirmation = try #require(outcome(running, "previewCancelJob", arguments)["confirmation"])
        running.kill()
        running = try site.start("mcp")
        var confirmed = arguments
        confirmed["confirmation"] = confirmation
        try #expect(outcome(running, "cancelJob", confirmed)["outcome"] == "not-confirmed")
        confirmed["confirmation"] = try outcome(running, "previewCancelJob", arguments)["confirmation"]
        try #expect(outcome(running, "cancelJob", confirmed)["outcome"] == "done")
        running.kill()
        running = try site.start("mcp")
        try #expect(outcome(running, "cancelJob", confirmed)["outcome"] == "not-confirmed")
        try #expect(outcome(running, "previewCancelJob", arguments)["outcome"] == "refused")
        try #expect(site.run("events").lines.count == 1)
    }

    @Test("SIGTERM ends it, between two lines") func terminated() throws {
        let site = try site()
        let running = try site.start("mcp")
        try #expect(answer(running, to: request("ping"))["result"] == [:])
        running.terminate()
        try #expect(running.wait().ending == .exit(0))
    }

    @Test("a base path, which a web server has, is none of a tool's business") func basePath() throws {
        var site = try site()
        site.environment["COUNTERMAND_BASE_PATH"] = "/api"
        let running = try site.start("mcp")
        try #expect(outcome(running, "getCleaningJob", ["id": "JOB_X123"])["answer"]?["status"] == "scheduled")
    }

    @Test("the setting that forbids changes leaves none to call") func readOnly() throws {
        var site = try site()
        site.environment["COUNTERMAND_MCP_READ_ONLY"] = "on"
        let ended = try site.run("mcp", input: call("cancelJob", ["id": "J-1001"]))
        #expect(ended.text.contains("this server only reads"))
        try #expect(site.run("check").lines.contains("ok      COUNTERMAND_MCP_TOKEN: agents only look things up"))
    }

    @Test("a token that does not hold ends it at the start, and is not shown")
    func tokens() throws {
        let forged = Token.signed(Self.admin, with: "another secret of more than thirty-two bytes, of nobody")
        for (token, why) in [
            (nil, "must be set"), ("hunter2", "(malformed)"), (Token.signed(["sub": "7", "exp": 1]), "(expired)"),
            (forged, "(bad-signature)"), (Token.signed(["role": "admin"]), "(no-id)"),
        ] as [(String?, String)] {
            var site = try Site.withSamples()
            site.environment["COUNTERMAND_MCP_TOKEN"] = token
            let ended = try site.run("mcp", input: request("ping"))
            #expect(ended.ending == .exit(78) && ended.output == [])
            #expect(ended.errors.contains("COUNTERMAND_MCP_TOKEN") && ended.errors.contains(why), "\(ended.errors)")
            if let token { #expect(!ended.errors.contains(token)) }
        }
    }

    @Test("without a store it ends at the start, and says where it looked") func noStore() throws {
        var site = try Site()
        site.environment["COUNTERMAND_MCP_TOKEN"] = Token.signed(Self.admin)
        let ended = try site.run("mcp", input: request("ping"))
        #expect(ended.ending == .exit(74) && ended.errors.contains("there is no store in store"))
    }
}
