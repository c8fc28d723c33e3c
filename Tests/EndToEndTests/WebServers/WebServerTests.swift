import Foundation
import JSON
import TestSupport
import Testing

/// The program as CGI behind real web servers, set up by the very lines of web-servers.md.
@Suite(.enabled(if: WebServer.areInstalled, "needs \(WebServer.programs.joined(separator: ", "))"))
struct WebServerTests {
    private let site: Site

    init() throws { site = try Site.withSamples() }

    private static let authorization =
        "Authorization: Bearer " + Token.signed(["sub": "7", "role": "admin", "full_name": "Pat Tester"])
    private static let json = "Content-Type: application/json"

    private func cancelled() throws -> [String] {
        try site.run("events").lines.compactMap { try JSONValue(parsing: Array($0.utf8))["subject"]?.string }
    }

    @Test("a bearer token cancels a work order", arguments: WebServer.allCases)
    func cancel(_ server: WebServer) throws {
        let answer = try Host(server, site).ask(
            "/api/work-orders/28/status", "--request", "PATCH", "--header", Self.authorization, "--header", Self.json,
            "--data", #"{"status":"cancelled","reason":"Tenant moved"}"#)
        #expect(answer.status == 200)
        #expect(answer["content-type"] == "application/json")
        try #expect(answer.body["data"]?["status"] == "cancelled")
        let events = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(events.map { $0["subject"] } == ["work-order/28"])
        #expect(events.map { $0["data"]?["reason"] } == ["Tenant moved"])
    }

    @Test("the request of the page, with the token of the page, cancels a work order", arguments: WebServer.allCases)
    func page(_ server: WebServer) throws {
        let host = try Host(server, site)
        let token = try WebServersPage.commands(
            "a token", replacing: ["sudo countermand": "bin/countermand", "/etc/countermand/jwt-secret": "secret"])
        let request = try WebServersPage.commands("a request", replacing: ["http://localhost": host.address])
        let shell = Program(
            URL(filePath: "/bin/sh"), environment: ["PATH": WebServer.searchPath], in: site.directory.url)
        let ended = try shell.run("-c", token + request)
        #expect(ended.ending == .exit(0), "\(ended.errors)")
        try #expect(JSONValue(parsing: ended.output)["success"] == true)
        try #expect(cancelled() == ["work-order/28"])
    }

    @Test("without a token it is 401 and nothing changes", arguments: WebServer.allCases)
    func noToken(_ server: WebServer) throws {
        let before = try site.journalBytes()
        let host = try Host(server, site)
        let words = ["--request", "PATCH", "--header", Self.json, "--data", #"{"status":"cancelled"}"#]
        // Nobody is known by what else a client can send.
        for others in [
            [], ["--header", "Remote-User: admin", "--header", "X-Remote-User: admin", "--user", "admin:x"],
        ] {
            let answer = try host.ask(["/api/work-orders/28/status"], words + others)[0]
            #expect(answer.status == 401)
            #expect(answer["www-authenticate"]?.hasPrefix("Bearer") == true)
            try #expect(answer.body["success"] == false)
        }
        try #expect(site.journalBytes() == before)
    }

    @Test("HEAD has the head of GET and no body", arguments: WebServer.allCases) func head(_ server: WebServer) throws {
        let host = try Host(server, site)
        for path in ["/api/work-orders/28", "/api/work-orders/9999"] {
            let got = try host.ask(path, "--header", Self.authorization)
            let answer = try host.ask(path, "--head", "--header", Self.authorization)
            #expect(answer.status == got.status)
            #expect(answer["content-type"] == got["content-type"])
            #expect(answer.bytes == [])
            #expect(got.bytes != [])
        }
    }

    @Test("a POST without a body cancels", arguments: WebServer.allCases) func noBody(_ server: WebServer) throws {
        let answer = try Host(server, site).ask(
            "/api/jobs/JOB_X123/cancel", "--header", Self.authorization, "--request", "POST", "--header",
            "Content-Length: 0")
        #expect(answer.status == 200)
        try #expect(cancelled() == ["cleaning-job/JOB_X123"])
    }

    @Test("a body over 1 MiB is 413 with the contract's message, and changes nothing", arguments: WebServer.allCases)
    func tooLarge(_ server: WebServer) throws {
        let before = try site.journalBytes()
        let host = try Host(server, site)
        let body = site.directory["body"]
        for count in [1 << 20 + 1, 1_900_000] {
            try Data(repeating: UInt8(ascii: " "), count: count).write(to: body)
            let answer = try host.ask(
                "/api/work-orders/28/status", "--request", "PATCH", "--header", Self.authorization, "--header",
                Self.json, "--data-binary", "@\(body.path)")
            #expect(answer.status == 413)
            try #expect(answer.body["message"] == "The body may have at most 1048576 bytes.")
        }
        try #expect(site.journalBytes() == before)
    }

    @Test("a body of 1 MiB arrives whole", arguments: WebServer.allCases) func largest(_ server: WebServer) throws {
        let body = site.directory["body"]
        let text = #"{"status":"cancelled"}"#
        try Data((text + String(repeating: " ", count: 1 << 20 - text.utf8.count)).utf8).write(to: body)
        let answer = try Host(server, site).ask(
            "/api/work-orders/28/status", "--request", "PATCH", "--header", Self.authorization, "--header", Self.json,
            "--data-binary", "@\(body.path)")
        #expect(answer.status == 200)
    }

    @Test("a body in chunks arrives whole or is refused", arguments: WebServer.allCases)
    func chunks(_ server: WebServer) throws {
        let answer = try Host(server, site).ask(
            "/jobs/J-1001/cancel", "--request", "POST", "--header", Self.authorization, "--header", Self.json,
            "--header", "Transfer-Encoding: chunked", "--data", #"{"reason":"Storm"}"#)
        let events = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        if server == .apache {
            #expect(answer.status == 400)
            #expect(events == [])
        } else {
            #expect(answer.status == 200)
            #expect(events.map { $0["data"]?["reason"] } == ["Storm"])
        }
    }

    @Test("a path is what it comes to, or is refused", arguments: WebServer.allCases)
    func dots(_ server: WebServer) throws {
        let host = try Host(server, site)
        for path in [
            "/api/work-orders/28/../29", "/api/work-orders/28/%2e%2e/29", "/api/./work-orders/29",
            "/api//work-orders/29",
        ] {
            let answer = try host.ask(path, "--header", Self.authorization)
            // Two of the servers take `28/..` away and then find nothing at what is left.
            let id = try answer.body["data"]?["id"]
            #expect(id == 29 || (id == nil && [400, 404].contains(answer.status)), "\(path)")
        }
        try #expect(host.ask("/api/work-orders/2%39", "--header", Self.authorization).status == 200)
        // Decoded by the server, and not once more here.
        try #expect(host.ask("/api/work-orders/2%2539", "--header", Self.authorization).status == 400)
        try #expect(host.ask("/../../../../etc/passwd", "--header", Self.authorization).status >= 400)
    }

    @Test("a query arrives, and is not read as arguments", arguments: WebServer.allCases)
    func query(_ server: WebServer) throws {
        let host = try Host(server, site)
        let page = try host.ask("/api/work-orders?status=in%2Dprogress&limit=1", "--header", Self.authorization)
        #expect(page.status == 200)
        try #expect(page.body["data"]?.array?.map { $0["status"] } == ["in-progress"])
        for query in ["--help", "--version", "import+-", "export"] {
            let answer = try host.ask("/api/work-orders?\(query)", "--header", Self.authorization)
            #expect(answer.status == 200)
            try #expect(answer.body["success"] == true)
        }
    }

    @Test("of requests at once each is answered, and one alone cancels a job", arguments: WebServer.allCases)
    func concurrency(_ server: WebServer) throws {
        let host = try Host(server, site)
        let words = ["--request", "POST", "--header", "Content-Length: 0", "--header"]
        let dispatcher = "Authorization: Bearer " + Token.signed(["sub": "7", "role": "Dispatcher"])
        let paths = Array(repeating: "/jobs/J-1001/cancel", count: 8) + ["/jobs/J-1002/cancel", "/jobs/J-1005/cancel"]
        let answers = try host.ask(paths, words + [dispatcher])
        #expect(answers.prefix(8).map(\.status).sorted() == [200] + Array(repeating: 400, count: 7))
        #expect(answers.suffix(2).map(\.status) == [200, 200])
        try #expect(cancelled().sorted() == ["J-1001", "J-1002", "J-1005"].map { "dispatch-job/" + $0 })
        try #expect(site.run("verify").ending == .exit(0))
    }

    @Test("a store by a relative path is 500, and the server's log names the variable", arguments: WebServer.allCases)
    func notSetUp(_ server: WebServer) throws {
        let host = try Host(server, site, store: "file:store")
        let answer = try host.ask("/api/work-orders/28", "--header", Self.authorization)
        #expect(answer.status == 500)
        try #expect(answer.body["type"] == "/problems/not-set-up")
        #expect(host.log.contains("COUNTERMAND_STORE"))
    }
}
