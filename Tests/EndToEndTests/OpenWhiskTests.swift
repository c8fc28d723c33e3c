import JSON
import TestSupport
import Testing

/// The program as an action of OpenWhisk.
struct OpenWhiskTests {
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
        "results come on file descriptor 3, the first one says that it is ready",
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

    @Test("without file descriptor 3 it does nothing: the journal could get the number")
    func noResults() throws {
        var site = site
        site.environment["__OW_WAIT_FOR_ACK"] = "1"
        let before = try site.journalBytes()
        let ended = try site.shell(#""$0" 3>&-"#, input: Array(activation("/jobs/J-1001/cancel").utf8))
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("file descriptor 3"))
        try #expect(site.journalBytes() == before)
    }

    @Test("without a persistent store it does not say that it is ready", arguments: [nil, "file:store"])
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
