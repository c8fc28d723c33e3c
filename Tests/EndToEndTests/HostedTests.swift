import Foundation
import JSON
import TestSupport
import Testing

/// The program as OpenFaaS's classic watchdog starts it.
struct WatchdogTests {
    private var site: Site

    init() throws {
        site = try Site.withSamples()
        let token = Token.signed(["sub": "7", "role": "Dispatcher"])
        for (name, value) in [
            "COUNTERMAND_STORE": "file:" + site.directory["store"].path, "Http_Method": "POST",
            "Http_Authorization": "Bearer \(token)", "Http_Content_Type": "application/json", "fprocess": "countermand",
        ] { site.environment[name] = value }
    }

    private func cancel(_ id: String, input: String = "") throws -> Ended {
        var site = site
        site.environment["Http_Path"] = "/jobs/\(id)/cancel"
        return try site.run("export", input: Array(input.utf8))
    }

    @Test("a cancel is the answer's body alone, and a good end") func cancelled() throws {
        let ended = try cancel("J-1001", input: #"{"reason":"Storm"}"#)
        #expect(ended.ending == .exit(0))
        #expect(ended.errors == "")
        try #expect(JSONValue(parsing: ended.output)["status"] == "Cancelled")
        try #expect(events().map { $0["data"]?["reason"] } == ["Storm"])
    }

    @Test(
        "a refusal is a bad end, for a good one would look like a cancel",
        arguments: ["J-1003", "J-1004", "none", ".."])
    func refused(_ id: String) throws {
        let ended = try cancel(id)
        #expect(ended.ending == .exit(22))
        #expect(ended.errors == "")
        try #expect((JSONValue(parsing: ended.output)["status"]?.integer ?? 0) >= 400)
        try #expect(events() == [])
    }

    @Test("without a store that stays there is no answer, and a bad end", arguments: [nil, "file:store"])
    func notSetUp(_ store: String?) throws {
        var site = site
        site.environment["COUNTERMAND_STORE"] = store
        let ended = try site.run()
        #expect(ended.ending == .exit(78))
        #expect(ended.output == [])
        #expect(ended.errors.contains("COUNTERMAND_STORE"))
    }

    private func events() throws -> [JSONValue] {
        var site = site
        site.environment["Http_Method"] = nil
        return try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
    }
}

/// The program as an action of OpenWhisk.
struct ActionTests {
    private var site: Site

    init() throws {
        site = try Site.withSamples()
        site.environment["COUNTERMAND_STORE"] = "file:" + site.directory["store"].path
    }

    private func activation(_ path: String, role: String = "Dispatcher") -> String {
        let headers: JSONObject = [
            "authorization": .string("Bearer " + Token.signed(["sub": "7", "role": .string(role)]))
        ]
        let value: JSONObject = [
            "__ow_method": "post", "__ow_path": .string(path), "__ow_headers": .object(headers), "__ow_query": "",
            "__ow_body": "",
        ]
        let line: JSONObject = ["activation_id": "1", "value": .object(value), "deadline": "1760956200000"]
        return String(decoding: line.bytes, as: UTF8.self)
    }

    @Test(
        "results come on file descriptor 3, the first of them that it is ready",
        arguments: ["__OW_WAIT_FOR_ACK", "__OW_EXECUTION_ENV", "__OW_PROXY_VERSION"])
    func results(_ mark: String) throws {
        var site = site
        site.environment[mark] = "1"
        let lines = [activation("/jobs/J-1001/cancel"), "nonsense", activation("/jobs/J-1001/cancel")]
        let ended = try site.shell(#""$0" 3>results"#, input: Array(lines.joined(separator: "\n").utf8))
        #expect(ended.ending == .exit(0))
        #expect(ended.output == [])
        var results = try String(contentsOf: site.directory["results"], encoding: .utf8).split(separator: "\n")[...]
        if mark == "__OW_WAIT_FOR_ACK" { #expect(results.popFirst() == #"{"ok":true}"#) }
        let statuses = try results.map { line in
            let result = try JSONValue(parsing: Array(line.utf8))
            return result["statusCode"]?.integer ?? result["error"]?["statusCode"]?.integer
        }
        #expect(statuses == [200, 400, 400])
        #expect(results.dropFirst().first?.hasPrefix(#"{"error":"#) == true)
    }

    @Test("without a file for its results it does nothing: the store's own would get the number")
    func noResults() throws {
        var site = site
        site.environment["__OW_WAIT_FOR_ACK"] = "1"
        let before = try site.journalBytes()
        let ended = try site.shell(#""$0" 3>&-"#, input: Array(activation("/jobs/J-1001/cancel").utf8))
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("file descriptor 3"))
        try #expect(site.journalBytes() == before)
    }

    @Test("without a store that stays it does not say that it is ready", arguments: [nil, "file:store"])
    func notSetUp(_ store: String?) throws {
        var site = site
        site.environment["__OW_WAIT_FOR_ACK"] = "1"
        site.environment["COUNTERMAND_STORE"] = store
        let ended = try site.shell(#""$0" 3>&1"#, input: [])
        #expect(ended.ending == .exit(78))
        #expect(ended.output == [])
        #expect(ended.errors.contains("COUNTERMAND_STORE"))
    }
}
