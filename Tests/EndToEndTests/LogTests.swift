import JSON
import TestSupport
import Testing

/// COUNTERMAND_LOG.
struct LogTests {
    /// A member of every line.
    private func all(_ name: String, _ lines: [JSONObject]) -> [JSONValue] { lines.map { $0[name] ?? "missing" } }

    private func lines(_ text: String) throws -> [JSONObject] {
        try text.split(separator: "\n").map { try #require(JSONValue(parsing: Array($0.utf8)).object) }
    }

    /// What a stream logs of these lines of input.
    private func log(_ level: String?, _ inputs: [[UInt8]]) throws -> [JSONObject] {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_LOG"] = level
        let ended = try site.run("stream", input: inputs.flatMap { $0 + [UInt8(ascii: "\n")] })
        #expect(ended.lines.count == inputs.count)
        return try lines(ended.errors)
    }

    private static let asks = [
        Contract.workOrder.cancel.envelope, Contract.workOrder.cancel.envelope,
        Ask(method: "GET", path: "/nowhere").envelope, Ask(method: "GET", path: "/jobs/secret-job/cancel").envelope,
        Ask.get("/api/work-orders").envelope, Array("{".utf8),
    ]

    @Test("info has a line for each request, with the route's pattern") func info() throws {
        let lines = try log("info", Self.asks)
        #expect(all("status", lines) == [200, 400, 404, 405, 200, 400])
        #expect(
            all("route", lines) == [
                "/api/work-orders/{id}/status", "/api/work-orders/{id}/status", nil, "/jobs/{id}/cancel",
                "/api/work-orders", nil,
            ])
        #expect(all("subject", lines) == ["7", "7", nil, nil, "1", nil])
        #expect(all("coldStart", lines) == [true, false, false, false, false, false])
        for line in lines {
            #expect(line["level"] == "info")
            #expect(line["store"] == "file")
            #expect(line["time"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
            #expect(line["durationMs"]?.number?.double.map { $0 >= 0 } == true)
        }
        #expect(lines[5]["error"]?.string?.hasPrefix("the envelope is not JSON") == true)
    }

    @Test("error has no lines if nothing failed here, off has none at all", arguments: ["error", "off", nil])
    func quiet(_ level: String?) throws { try #expect(log(level, Self.asks) == []) }

    @Test("off has none even if the store fails") func off() throws {
        var site = try Site()
        try site.write("store", "no directory")
        site.environment["COUNTERMAND_LOG"] = "off"
        let ended = try site.run("stream", input: Contract.dispatchJob.cancel.envelope)
        #expect(ended.errors == "")
    }

    @Test("the platform's ids of the request and the trace are there") func ids() throws {
        let gateway: JSONObject = [
            "requestContext": ["http": ["method": "GET"], "requestId": "gateway-1"], "rawPath": "/",
            "headers": ["x-amzn-trace-id": "Root=1-a"],
        ]
        let other: JSONObject = ["httpMethod": "GET", "path": "/", "headers": ["TraceParent": "00-b-c-01"]]
        let lines = try log("info", [gateway.bytes, other.bytes])
        #expect(all("requestId", lines) == ["gateway-1", nil])
        #expect(all("traceId", lines) == ["Root=1-a", "00-b-c-01"])
    }

    @Test("neither a token nor a secret nor a body nor an id is ever in it", arguments: Contract.allCases)
    func secrets(_ contract: Contract) throws {
        let token = Token.signed(["sub": "7", "role": .string(contract.role)])
        let needles = ["body-needle", "path-needle", "query-needle", Token.secret, token]
        func ask(_ id: String, _ authorization: String) -> [UInt8] {
            var ask = contract.cancel(id)
            ask.claims = nil
            ask.fields = ["Authorization": .string(authorization), "X-Needle": .string(token)]
            ask.query = ["query-needle": "query-needle"]
            ask.body = #"{"status":"cancelled","reason":"body-needle"}"#
            return ask.envelope
        }
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_LOG"] = "info"
        let asks = [
            ask(contract.sampleID, "Bearer \(token)"), ask("path-needle", "Bearer \(token)"),
            ask(contract.sampleID, "Bearer \(token)x"), ask(contract.sampleID, token), Array("\(token){".utf8),
        ]
        let ended = try site.run("stream", input: asks.flatMap { $0 + [UInt8(ascii: "\n")] })
        try #expect(lines(ended.errors).count == asks.count)
        for needle in needles { #expect(!ended.errors.contains(needle)) }
    }

    @Test("in Lambda it is on by default, with the platform's ids") func lambda() throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        let trace = "Lambda-Runtime-Trace-Id: Root=1-a"
        try lambda.api.invoke(Contract.dispatchJob.cancel.envelope, id: "id-1", fields: [trace])
        try lambda.api.invoke(Contract.dispatchJob.cancel.envelope, id: "id-2")
        try lambda.api.invoke([], id: "id-3")
        let lines = try lines(lambda.end(running).errors)
        #expect(all("requestId", lines) == ["id-1", "id-2", "id-3"])
        #expect(all("traceId", lines) == ["Root=1-a", nil, nil])
        #expect(all("status", lines) == [200, 400, 400])
        #expect(all("coldStart", lines) == [true, false, false])
    }

    @Test("an unknown level is a setting that cannot be used", arguments: ["loud", "INFO", "1"])
    func badLevel(_ level: String) throws {
        let ended = try Site().run("--log", level, input: Contract.dispatchJob.cancel.envelope)
        #expect(ended.ending == .exit(78))
        #expect(ended.errors.contains("COUNTERMAND_LOG"))
    }
}
