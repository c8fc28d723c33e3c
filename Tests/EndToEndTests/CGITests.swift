import Foundation
import JSON
import TestSupport
import Testing

/// The program as a web server would start it, without one.
struct CGITests {
    private var site: Site

    init() throws {
        site = try Site.withSamples()
        site.environment["COUNTERMAND_STORE"] = "file:" + site.directory["store"].path
        site.environment["GATEWAY_INTERFACE"] = "CGI/1.1"
        site.environment["HTTP_AUTHORIZATION"] =
            "Bearer " + Token.signed(["sub": "7", "role": "admin", "full_name": "Pat Tester"])
    }

    private func asking(_ method: String, _ path: String, _ variables: KeyValuePairs<String, String> = [:]) -> Site {
        var site = site
        site.environment["REQUEST_METHOD"] = method
        site.environment["PATH_INFO"] = path
        for (name, value) in variables { site.environment[name] = value.isEmpty ? nil : value }
        return site
    }

    /// Refuses output that is anything but an answer of this status, and any other end than a good one.
    private func body(_ status: Int, _ ended: Ended) throws -> JSONValue {
        #expect(ended.ending == .exit(0))
        let parts = ended.text.split(separator: "\n\n", maxSplits: 1)
        try #require(parts.count == 2, "\(ended)")
        #expect(parts[0].hasPrefix("Status: \(status) "))
        return try JSONValue(parsing: Array(parts[1].utf8))
    }

    @Test("a body is read to its length, and the input need not end") func heldInput() throws {
        let text = #"{"status":"cancelled"}"#
        let site = asking("PATCH", "/api/work-orders/28/status", ["CONTENT_LENGTH": "\(text.utf8.count)"])
        let running = try site.start(input: Array((text + "more").utf8))
        let data = try body(200, running.wait())["data"]
        #expect(data?["status"] == "cancelled")
    }

    @Test(
        "a body that cannot be read is refused with the contract's message, and changes nothing",
        arguments: Contract.allCases,
        [("23", 400), ("-1", 400), ("many", 400), ("1048577", 413), ("99999999999999999999", 413)])
    func badLength(_ contract: Contract, length: (String, Int)) throws {
        let before = try site.journalBytes()
        let ask = contract.cancel
        let token = "Bearer " + Token.signed(["sub": "7", "role": .string(contract.role)])
        let site = asking(ask.method, ask.path, ["CONTENT_LENGTH": length.0, "HTTP_AUTHORIZATION": token])
        let answer = try body(length.1, site.run(input: Array(#"{"status":"cancelled"}"#.utf8)))
        #expect(contract.sentence(answer)?.contains(length.1 == 413 ? "1048576" : "body") == true)
        try #expect(self.site.journalBytes() == before)
    }

    @Test(
        "a path with dots or without a name between slashes is refused", arguments: Contract.allCases,
        ["..", ".", ""])
    func badPath(_ contract: Contract, segment: String) throws {
        let before = try site.journalBytes()
        let ask = contract.cancel
        for path in [contract.cancel(segment).path, "/x/\(segment)\(ask.path)", "\(ask.path)/\(segment)/x"] {
            let site = asking(ask.method, path)
            let ended = try site.run(input: [])
            #expect(ended.text.hasPrefix("Status: 400 "))
            if !path.hasPrefix("/x") { try #expect(contract.sentence(body(400, ended))?.hasPrefix("The path") == true) }
        }
        try #expect(site.journalBytes() == before)
    }

    @Test(
        "no variable but the token's authenticates a caller",
        arguments: ["REMOTE_USER", "AUTH_USER", "REDIRECT_REMOTE_USER", "HTTP_REMOTE_USER", "HTTP_X_REMOTE_USER"])
    func noOtherIdentity(_ variable: String) throws {
        let site = asking("POST", "/api/jobs/JOB_X123/cancel", ["HTTP_AUTHORIZATION": "", variable: "admin"])
        try #expect(body(401, site.run())["error"] == "Unauthorized")
    }

    @Test(
        "C1 an empty field is refused, not ignored",
        arguments: ["HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IDEMPOTENCY_KEY", "HTTP_X_CLIENT_CONTEXT"])
    func emptyField(_ variable: String) throws {
        let before = try site.journalBytes()
        let input = #"{"status":"cancelled"}"#
        var site = asking("PATCH", "/api/work-orders/28/status", ["CONTENT_LENGTH": "\(input.utf8.count)"])
        site.environment[variable] = ""
        _ = try body(400, site.run(input: Array(input.utf8)))
        try #expect(self.site.journalBytes() == before)
    }

    @Test("a token comes in REDIRECT_HTTP_AUTHORIZATION too") func redirected() throws {
        let token = try #require(site.environment["HTTP_AUTHORIZATION"])
        let site = asking(
            "POST", "/api/jobs/JOB_X123/cancel", ["HTTP_AUTHORIZATION": "", "REDIRECT_HTTP_AUTHORIZATION": token])
        try #expect(body(200, site.run())["success"] == true)
    }

    @Test(
        "arguments are not read",
        arguments: [["--help"], ["export"], ["--store", "memory:"], ["--jwt-secret=x"], ["import", "-"]])
    func arguments(_ words: [String]) throws {
        try #expect(body(200, asking("GET", "/api/work-orders/28").run(words))["data"]?["id"] == 28)
    }

    @Test(
        "a setting that cannot be used is 500, and the error log names it",
        arguments: [
            ("COUNTERMAND_STORE", ""), ("COUNTERMAND_STORE", "file:store"), ("COUNTERMAND_STORE", "file:"),
            ("COUNTERMAND_STORE", "nonsense"), ("COUNTERMAND_STORE", "memory:none.ndjson"),
            ("COUNTERMAND_JWT_SECRET", "hunter2"), ("COUNTERMAND_JWT_SECRET", "@hunter2"),
            ("COUNTERMAND_BASE_PATH", "v1"),
        ])
    func notSetUp(variable: String, value: String) throws {
        let ended = try asking("GET", "/api/work-orders/28", [variable: value]).run()
        let answer = try body(500, ended)
        #expect(answer["type"] == "/problems/not-set-up")
        #expect(
            ended.errors.hasPrefix("countermand: \(variable) ") || ended.errors.hasPrefix("countermand: \(variable): "))
        #expect(ended.errors.filter { $0 == "\n" }.count == 1)
        #expect(!ended.errors.contains("hunter2"))
        let head = try asking("HEAD", "/api/work-orders/28", [variable: value]).run()
        #expect(head.text.hasPrefix("Status: 500 ") && head.text.hasSuffix("\n\n"))
    }

    @Test("a store that fails is 503, and the error log says why") func badStore() throws {
        let file = site.directory["file"]
        try Data().write(to: file)
        let ended = try asking("GET", "/api/work-orders/28", ["COUNTERMAND_STORE": "file:\(file.path)/store"]).run()
        _ = try body(503, ended)
        #expect(ended.errors.contains("Not a directory"))
    }

    @Test("nothing but the mark is answered too") func nothing() throws {
        var site = site
        site.environment = ["GATEWAY_INTERFACE": "CGI/1.1"]
        _ = try body(500, site.run())
        site.environment["COUNTERMAND_STORE"] = "memory:"
        _ = try body(404, site.run())
    }
}
