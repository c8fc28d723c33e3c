import Foundation
import JSON
import TestSupport
import Testing

/// `countermand request`.
struct RequestTests {
    private static let cancel = [
        "request", "PATCH", "/api/work-orders/28/status", "--json", #"{"status":"cancelled"}"#, "--role",
        "client_admin",
        "--client-id", "1", "--name", "Rua Tapu",
    ]

    private func events(_ site: Site) throws -> [JSONValue] {
        try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
    }

    @Test("a request is carried out for the caller that the options name, and a pipe gets its body alone")
    func cancelled() throws {
        let site = try Site.withSamples()
        let ended = try site.run(Self.cancel)
        #expect(ended.ending == .exit(0) && ended.errors == "")
        #expect(ended.lines.count == 1)
        try #expect(JSONValue(parsing: ended.output)["data"]?["status"] == "cancelled")
        let actors = try events(site).map { $0["data"]?["actor"] }
        #expect(actors == [["id": "command-line", "name": "Rua Tapu"]])
    }

    @Test("a terminal gets the status, the header fields and the body on lines of their own") func terminal() throws {
        let site = try Site.withSamples()
        let ended = try site.shell(
            #"script -qec "$0 request GET /jobs/J-1001 --role Dispatcher" /dev/null < /dev/null"#)
        let lines = ended.text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0] == "200 OK")
        #expect(lines[1] == "Content-Type: application/json")
        #expect(lines.contains { $0.hasPrefix("ETag: \"") })
        #expect(lines.contains(#"  "id": "J-1001","#))
        let body = try #require(lines.firstIndex(of: ""))
        try #expect(JSONValue(parsing: Array(lines[body...].joined().utf8))["id"] == "J-1001")
    }

    @Test("a record cannot change what a terminal shows") func controlCharacters() throws {
        let site = try Site.with([#"{"kind":"dispatch-job","id":"J-1","status":"New","x":"\u009b2J\u202e"}"#])
        let ended = try site.shell(
            #"script -qec "$0 request GET /jobs/J-1 --role Dispatcher" /dev/null < /dev/null"#)
        #expect(ended.text.contains(#""x": "\u009b2J\u202e""#))
    }

    @Test("a refusal ends with 0, and with 22 under --fail") func fail() throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        let words = ["request", "POST", "/jobs/J-1003/cancel", "--role", "Dispatcher"]
        let ended = try site.run(words)
        #expect(ended.ending == .exit(0))
        try #expect(JSONValue(parsing: ended.output)["type"] == "/problems/job-completed")
        try #expect(site.run(words + ["--fail"]).ending == .exit(22))
        try #expect(site.journalBytes() == before)
    }

    @Test("without a caller it is 401, and with a bearer token the caller is that of the token") func callers() throws {
        let site = try Site.withSamples()
        let words = ["request", "GET", "/api/work-orders/summary"]
        try #expect(JSONValue(parsing: site.run(words).output)["message"] == "No token provided!")
        let token = Token.signed(["sub": "1", "role": "admin"])
        let ended = try site.run(words + ["--header", "Authorization: Bearer \(token)"])
        try #expect(JSONValue(parsing: ended.output)["success"] == true)
    }

    @Test("roles may be several, header fields too") func several() throws {
        let site = try Site.withSamples()
        let words = ["request", "GET", "/api/work-orders/28", "--role", "cleaner", "--role", "staff"]
        try #expect(site.run(words + ["--fail"]).ending == .exit(0))
        let narrowed = try site.run(words + ["--header", "Accept: */*", "--header", "X-Client-Context: 2"])
        try #expect(JSONValue(parsing: narrowed.output)["success"] == false)
    }

    static let platforms = [
        "rest-v1", "rest-v1-cognito", "rest-v1-lambda-authorizer", "http-v2", "http-v2-jwt", "http-v2-stage",
        "function-url", "alb", "alb-multi-value", "lattice", "vpc-lattice-v1", "vpc-lattice-v2", "openwhisk",
        "openwhisk-raw",
    ]

    @Test("printed as an envelope it is not carried out, and the envelope asks for the same", arguments: platforms)
    func envelope(_ platform: String) throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        let words = [
            "request", "PATCH", "/api/work-orders/28/status?dryRun=true", "--json", #"{"status":"cancelled"}"#, "--sub",
            "7", "--role", "client_admin", "--client-id", "1", "--email", "rua@example.org", "--name", "Rua Tapu",
        ]
        let printed = try site.run(words + ["--envelope", platform])
        #expect(printed.ending == .exit(0) && printed.errors == "")
        try #expect(site.journalBytes() == before)
        let answer = try Answer(site.run(input: printed.output))
        #expect(answer.status == 200 && answer.body["dryRun"] == true)
        let actor = answer.body["changes"]?["events"]?.array?.first?["data"]?["actor"]
        #expect(actor == ["id": "7", "name": "Rua Tapu"])
    }

    @Test("as CGI it is a command of the shell that cancels") func cgi() throws {
        var site = try Site.withSamples()
        let words = Self.cancel + ["--envelope", "cgi", "--header", "X-Note: it's $HOME"]
        try site.write("command", site.run(words).text)
        let directory = site.directory.url.path
        site.environment = [
            "COUNTERMAND_STORE": "file:\(directory)/store", "COUNTERMAND_JWT_SECRET": "@\(directory)/secret",
        ]
        let ended = try site.shell(#"countermand() { "$program"; }; program=$0; . ./command"#)
        #expect(ended.text.hasPrefix("Status: 200 OK\n"), "\(ended.text)")
        try #expect(site.journalBytes().count > 0)
        site.environment["COUNTERMAND_STORE"] = "file:store"
        try #expect(events(site).count == 1)
    }

    @Test("a caller that a platform knows by its token only needs a secret", arguments: ["alb", "function-url", "cgi"])
    func noSecret(_ platform: String) throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_JWT_SECRET"] = nil
        let ended = try site.run(Self.cancel + ["--envelope", platform])
        #expect(ended.ending == .exit(78) && ended.output == [])
        #expect(ended.errors.contains("COUNTERMAND_JWT_SECRET is not set"))
        // Nobody has to be named.
        try #expect(site.run("request", "GET", "/health", "--envelope", platform).ending == .exit(0))
    }

    @Test(
        "what cannot be a request ends with 64",
        arguments: [
            ["request"], ["request", "GET"], ["request", "/api/work-orders", "GET"], ["request", "GET", "http://x/"],
            ["request", "GET", "/", "--header", "nothing"], ["request", "GET", "/", "--client-id", "one"],
            ["request", "GET", "/", "--envelope", "nowhere"], ["request", "GET", "/", "--after", "1"],
            ["request", "GET", "/", "--role", "admin", "--header", "Authorization: Bearer x"],
            ["export", "--role", "x"],
        ])
    func usage(_ words: [String]) throws {
        let ended = try Samples.program.run(words)
        #expect(ended.ending == .exit(64) && ended.output == [])
        #expect(ended.errors.hasPrefix("countermand: ") && !ended.errors.contains("Bearer"))
    }

    @Test("a store that fails ends with 74 and an answer") func noStore() throws {
        let site = try Site()
        let ended = try site.run("request", "GET", "/jobs/J-1", "--role", "Admin")
        #expect(ended.ending == .exit(74))
        try #expect(JSONValue(parsing: ended.output)["status"] == 503)
        #expect(ended.errors.contains("there is no store in store"))
    }
}
