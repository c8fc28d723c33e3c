import HTTPMessage
import JSON
import TestSupport
import Testing

/// What looks like a dry run that is asked for in another way never cancels.
@Suite struct MisspeltDryRunTests {
    private func expect(
        _ request: Request, _ change: Change, _ detail: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: request) == change.badRequest(detail), sourceLocation: sourceLocation)
        #expect(api.events.isEmpty, sourceLocation: sourceLocation)
    }

    private static func unknown(_ name: String) -> String {
        "The query parameter \"\(name)\" is unknown: this route takes only dryRun."
    }

    private static func elsewhere(_ place: String) -> String {
        "\(place) is refused: a dry run is requested by dryRun=true in the query."
    }

    @Test(
        "C11 an unknown query parameter is refused on a route that changes something",
        arguments: [
            ("dry-run=true", "dry-run"), ("dry_run=true", "dry_run"), ("dry.run=true", "dry.run"),
            ("dry%2Drun=true", "dry-run"), ("dry+run=true", "dry run"), ("%20dryRun=true", " dryRun"),
            ("dryRun%20=true", "dryRun "), ("dryRun%00=true", "dryRun\0"), ("dryRun[]=true", "dryRun[]"),
            ("isDryRun=true", "isDryRun"), ("X-Dry-Run=true", "X-Dry-Run"), ("dryrunn=true", "dryrunn"),
            ("dryRun%3Dtrue", "dryRun=true"), ("dry%2run=true", "dry%2run"), ("amp;dryRun=true", "amp;dryRun"),
            ("dryRun=true&dry-run=true", "dry-run"), ("dry_run=true&dryRun=false", "dry_run"),
            ("dryRun=true&x=1", "x"), ("x", "x"), ("=true", ""), ("=", ""), ("limit=1", "limit"),
            ("DRY\u{2010}RUN=true", "DRY\u{2010}RUN"), ("dr\u{FF59}Run=true", "dr\u{FF59}Run"),
        ])
    func query(query: String, name: String) throws {
        for change in Change.allCases {
            let api = try TestAPI(Change.records)
            let answer = api.respond(to: change.request.with(query: query))
            let detail = answer.json["detail"] ?? answer.json["error"] ?? answer.json["message"]
            #expect(answer.status == 400)
            #expect(detail == .string(Self.unknown(name)), "\(change)")
        }
    }

    @Test("C11 a name that is very long is not repeated whole")
    func longName() throws {
        let name = String(repeating: "x", count: 100_000)
        try expect(
            Change.dispatchJob.request.with(query: name + "=1"), .dispatchJob,
            Self.unknown(String(name.prefix(64)) + "..."))
    }

    @Test(
        "C11 a header field that reads as a dry run is refused, whatever its value",
        arguments: [
            "Dry-Run", "dry-run", "X-Dry-Run", "x-dryrun", "DryRun", "dry_run", "X_DRY_RUN", "Is-Dry-Run", "isDryRun",
            "X-Is-Dry-Run", "Dry.Run", "dry run", "X-Dry Run",
        ], ["true", "false", "", "true\r\n"])
    func field(name: String, value: String) throws {
        for change in Change.allCases {
            for query in ["", "dryRun=true", "dryRun=false"] {
                try expect(
                    change.request.with(query: query).with(name, value), change,
                    Self.elsewhere("The header field \"\(name)\""))
            }
        }
    }

    @Test(
        "C11 a preference for a dry run is refused",
        arguments: [
            "dry-run", "Dry-Run", "dryrun=true", "dry_run; x=1", "respond-async, dry-run",
            "respond-async,dry-run=\"1\"",
            "respond-async,\tdry-run", "\tdry-run\t",
            "handling=dry-run", "return=minimal; dry-run", "\"dry-run\"", "dry-run\n",
        ])
    func preference(value: String) throws {
        for change in Change.allCases {
            let detail = Self.elsewhere(#"The header field "Prefer""#)
            try expect(change.request.with("Prefer", value), change, detail)
            try expect(change.request.with("Prefer", "wait=10").with("prefer", value), change, detail)
        }
    }

    @Test(
        "C11 a member of the body that reads as a dry run is refused, whatever its value",
        arguments: [
            "dryRun", "dry_run", "dry-run", "DRYRUN", "dry run", "isDryRun", "is_dry_run", "x-dry-run", "dry.run",
        ],
        ["true", "false", "null", #""true""#, "1"])
    func member(name: String, value: String) throws {
        for change in Change.allCases {
            var request = change.request
            guard case .bytes(let bytes) = request.body else { continue }
            let rest = bytes.isEmpty ? "}" : "," + String(decoding: bytes.dropFirst(), as: UTF8.self)
            request.body = .bytes(Array(#"{"\#(name)":\#(value)\#(rest)"#.utf8))
            for query in ["", "dryRun=true"] {
                try expect(
                    request.with(query: query), change, Self.elsewhere("\"\(name)\" in the body"))
            }
        }
    }

    @Test(
        "C11 in a body that is no object it is refused as well",
        arguments: [
            (#"[{"dry_run":true}]"#, "dry_run"), (#"["dry-run"]"#, "dry-run"), (#""dryRun""#, "dryRun"),
            (#""x=1&dry_run=true""#, "dry_run"), (#"[[{"isDryRun":1}]]"#, "isDryRun"),
        ])
    func otherBody(body: String, name: String) throws {
        for change in [Change.cleaningJob, .dispatchJob] {
            var request = change.request
            request.body = .bytes(Array(body.utf8))
            try expect(request, change, Self.elsewhere("\"\(name)\" in the body"))
        }
    }

    @Test(
        "C11 everything else that is unknown is ignored as before",
        arguments: [
            ("X-Run-Dry", "true", #"{"reason":"dry run"}"#), ("Dry", "run", #"{"dry":"run"}"#),
            ("X-Hydryrun", "1", #"{"drying_run":true}"#),
            ("X-Dry-Runs", "1", #"{"reason":"x","options":{"dryRun":true}}"#),
            ("Prefer", "return=minimal", #"{"thisDryRun":true}"#), ("Cookie", "dryRun=true", #"["dry","run"]"#),
            ("Xx-Dry-Run", "1", "null"), ("Is-X-Dry-Run", "1", "7"),
        ])
    func ignored(name: String, value: String, body: String) throws {
        for change in [Change.cleaningJob, .dispatchJob] {
            let api = try TestAPI(Change.records)
            var request = change.request.with(name, value)
            request.body = .bytes(Array(body.utf8))
            #expect(api.respond(to: request).status == 200)
            #expect(api.events.count == 1)
        }
    }

    private static let mixedMembers: [(JSONObject, status: Int, isDry: Bool)] = [
        // A body alone, parameters alone, and both.
        (["reason": "Rain"], 200, false), (["dryRun": "true"], 200, true), (["dryRun": "false"], 200, false),
        (["DRYRUN": "true", "reason": "Rain"], 200, true), (["dryRun": "yes"], 400, false),
        (["dry-run": "true"], 400, false), (["X-Dry-Run": "true", "reason": "Rain"], 400, false),
        (["dryRun": true], 400, false), (["dryRun": "true", "dry_run": 1], 400, false),
    ]

    @Test(
        "C11 where the platform mixes the query with the body, members of the body are no unknown parameters",
        arguments: mixedMembers.indices, [true, false])
    func mixed(index: Int, hasBody: Bool) throws {
        let (members, status, isDry) = Self.mixedMembers[index]
        for change in [Change.cleaningJob, .dispatchJob] {
            let api = try TestAPI(Change.records)
            var request = change.request
            request.query = Query(
                members.members.compactMap { member in
                    member.value.string.map { Query.Parameter(name: member.name, value: $0) }
                }, isMixed: true)
            if hasBody { request.body = .bytes(members.bytes) }
            // Without a body, what is no text is not the client's.
            if !hasBody, request.query.parameters.count < members.members.count { continue }
            let answer = api.respond(to: request)
            #expect(answer.status == status)
            #expect((answer.json["dryRun"] == true) == isDry)
            #expect(api.events.count == (status == 200 && !isDry ? 1 : 0))
        }
    }

    @Test("C11 C4 who may not even ask gets 401 all the same")
    func order() throws {
        for change in Change.allCases {
            let api = try TestAPI(Change.records)
            #expect(api.respond(to: change.request(as: nil).with(query: "dry-run=true")).status == 401)
            #expect(api.respond(to: change.request(as: nil).with("Dry-Run", "true")).status == 401)
        }
    }

    @Test("C11 a read ignores what it does not know, as before")
    func reads() throws {
        let api = try TestAPI(Change.records)
        for path in ["/api/work-orders", "/api/work-orders/28", "/api/work-orders/summary", "/openapi.json"] {
            #expect(
                api.respond(to: .get(path + "?dry-run=true&x=1", as: .admin, ["Dry-Run": "true"]))
                    == api.respond(to: .get(path, as: .admin)))
        }
    }

    @Test(
        "C11 the document has the query parameters that the routes take, and so do the requests that change something")
    func documented() {
        for operation in Documentation.operations where operation.method != "GET" {
            let parameters = (operation.json["parameters"]?.array ?? []).compactMap {
                $0.object?["$ref"]?.string.flatMap(Documentation.checker.resolve)?.object
            }
            #expect(parameters.filter { $0["in"] == "query" }.map { $0["name"] } == ["dryRun"])
        }
    }
}
