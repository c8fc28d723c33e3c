import JSON
import TestSupport
import Testing

/// Requests that are refused for their id, their body or their caller's role, with the messages of each contract.
struct BadRequestTests {
    /// Asks, and shows that nothing changed.
    private func refusal(_ contract: Contract, _ ask: Ask) throws -> Answer {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        let answer = try site.answer(ask)
        #expect(answer.ended.ending == .exit(0))
        #expect(contract.sentence(answer.body)?.isEmpty == false)
        try #expect(site.journalBytes() == before)
        return answer
    }

    private static let badIDs = [
        "", "%20", "a%20b", "%00", "J%00", "a%2Fb", "%252D", "%", "%4", "%zz", "%C3%A9",
        "%FF", "é",
        "a+b", "a;b", "*", "%0D%0A", String(repeating: "x", count: 129),
    ]

    @Test("C5 an id of other characters, or too long, is refused", arguments: Contract.allCases, badIDs)
    func badID(_ contract: Contract, _ id: String) throws {
        try #expect(refusal(contract, contract.cancel(id)).status == 400)
    }

    @Test(
        "C5 a work order's id is an integer from 1 to 2^53-1, written in one way",
        arguments: [
            "0", "-1", "+1", "028", "28.0", "2.8e1", "0x1c", "9007199254740992", "18446744073709551644", "twenty",
        ])
    func badWorkOrderID(_ id: String) throws {
        try #expect(refusal(.workOrder, Contract.workOrder.cancel(id)).status == 400)
    }

    @Test(
        "C5 the longest and the largest id are looked up",
        arguments: [
            (Contract.cleaningJob, String(repeating: "x", count: 128)), (.dispatchJob, "A-z.0_9~"),
            (.workOrder, "9007199254740991"),
        ])
    func goodID(_ contract: Contract, _ id: String) throws {
        try #expect(refusal(contract, contract.cancel(id)).status == 404)
    }

    private static let badBodies = [
        "{", "[1,]", "{\"status\":\"cancelled\"", "{\"status\":\"cancelled\"}}", "\0", "status=cancelled",
        #"{"status":"cancelled","reason":7}"#, #"{"status":"cancelled","reason":""}"#,
        #"{"status":"cancelled","reason":["x"]}"#, #"{"status":"cancelled","status":"cancelled"}"#,
        #"{"status":"cancelled","reason":"\#(String(repeating: "x", count: 1025))"}"#,
        #"{"status":"cancelled","note":"\ud800"}"#, String(repeating: "[", count: 100_000),
    ]

    @Test(
        "C7, C8 a body that is not JSON, or whose reason is none, is refused", arguments: Contract.allCases, badBodies)
    func badBody(_ contract: Contract, _ body: String) throws {
        var ask = contract.cancel
        ask.body = body
        try #expect(refusal(contract, ask).status == 400)
    }

    @Test(
        "C7 a body without a status is refused",
        arguments: ["", "{}", "null", "[]", #"{"status":7}"#, #"{"status":null}"#])
    func noStatus(_ body: String) throws {
        var ask = Contract.workOrder.cancel
        ask.body = body
        try #expect(refusal(.workOrder, ask).status == 400)
    }

    @Test("C7 a body of 1 MiB is read, one of a byte more is refused", arguments: Contract.allCases)
    func bodySize(_ contract: Contract) throws {
        func body(bytes: Int) -> String {
            let start = #"{"status":"cancelled","padding":""#
            return start + String(repeating: "x", count: bytes - start.utf8.count - 2) + #""}"#
        }
        var ask = contract.cancel
        ask.body = body(bytes: 1 << 20 + 1)
        try #expect(refusal(contract, ask).status == 413)
        ask.body = body(bytes: 1 << 20)
        try #expect(Site.withSamples().answer(ask).status == 200)
    }

    @Test(
        "C7 another media type is refused", arguments: Contract.allCases,
        ["text/plain", "application/json; charset=utf-16", "json"])
    func mediaType(_ contract: Contract, _ type: String) throws {
        var ask = contract.cancel
        ask.body = #"{"status":"cancelled"}"#
        ask.fields["Content-Type"] = .string(type)
        try #expect(refusal(contract, ask).status == 415)
    }

    @Test(
        "C7 a body that is not the base64 it is said to be is refused", arguments: Contract.allCases,
        ["*", "e30", "e30=\n", "e3=0"])
    func badBase64(_ contract: Contract, _ body: String) throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        var event = try #require(JSONValue(parsing: contract.cancel.envelope).object)
        event["body"] = .string(body)
        event["isBase64Encoded"] = true
        let answer = try Answer(site.run(input: event.bytes))
        #expect(answer.status == 400)
        try #expect(site.journalBytes() == before)
    }

    private static let strangers = [
        "", "root", "administrator", "admin ", "[admins]", "cleaner", "contractor", "authenticated",
    ]

    @Test(
        "R1.2, R2.1, R3.3 a role that the contract does not name may not cancel", arguments: Contract.allCases,
        strangers)
    func unknownRole(_ contract: Contract, _ role: String) throws {
        let status = try refusal(contract, contract.cancel(contract.sampleID, role: role)).status
        #expect(status == (contract == .cleaningJob ? 401 : 403))
    }

    @Test("C9 a role out of user_metadata is none", arguments: Contract.allCases) func userMetadata(
        _ contract: Contract
    ) throws {
        var ask = contract.cancel
        ask.claims = [
            "sub": "7", "user_metadata": ["role": .string(contract.role)], "raw_user_meta_data": ["role": "admin"],
        ]
        #expect([401, 403].contains(try refusal(contract, ask).status))
    }

    @Test("C9 case does not matter in a role", arguments: Contract.allCases) func roleCase(_ contract: Contract) throws
    {
        let ask = contract.cancel(contract.sampleID, role: contract.role.uppercased())
        try #expect(Site.withSamples().answer(ask).status == 200)
    }

    @Test("C4 an unauthenticated caller is refused before anything else is checked", arguments: Contract.allCases)
    func orderOfChecks(_ contract: Contract) throws {
        var ask = contract.cancel("%00")
        ask.body = "{"
        ask.claims = nil
        try #expect(refusal(contract, ask).status == 401)
    }

    @Test(
        "C4 another method is refused with Allow", arguments: Contract.allCases, ["GET", "PUT", "DELETE", "post", ""])
    func wrongMethod(_ contract: Contract, _ method: String) throws {
        var ask = contract.cancel
        let allowed = ask.method
        ask.method = method
        let answer = try refusal(contract, ask)
        #expect(answer.status == 405)
        #expect(answer.fields["Allow"] == .string(allowed))
    }

    @Test("C4 a path that no route matches is not found", arguments: Contract.allCases, ["/", "x", "//", "?a=b"])
    func wrongPath(_ contract: Contract, _ suffix: String) throws {
        var ask = contract.cancel
        ask.path += suffix
        try #expect(refusal(contract, ask).status == 404)
    }
}
