import JSON
import TestSupport
import Testing

/// The program as OpenFaaS's classic watchdog starts it.
struct OpenFaaSTests {
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

    @Test("a cancel is answered with the body alone and exit code 0") func cancelled() throws {
        let ended = try cancel("J-1001", input: #"{"reason":"Storm"}"#)
        #expect(ended.ending == .exit(0))
        #expect(ended.errors == "")
        try #expect(JSONValue(parsing: ended.output)["status"] == "Cancelled")
        try #expect(events().map { $0["data"]?["reason"] } == ["Storm"])
    }

    @Test(
        "a refusal ends with 22, because exit code 0 would look like a cancel",
        arguments: ["J-1003", "J-1004", "none", ".."])
    func refused(_ id: String) throws {
        let ended = try cancel(id)
        #expect(ended.ending == .exit(22))
        #expect(ended.errors == "")
        try #expect((JSONValue(parsing: ended.output)["status"]?.integer ?? 0) >= 400)
        try #expect(events() == [])
    }

    @Test("without a persistent store there is no answer, and the program fails", arguments: [nil, "file:store"])
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
