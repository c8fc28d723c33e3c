import Foundation
import JSON
import TestSupport
import Testing

/// The page at `/console` in Chromium, behind lighttpd as web-servers.md sets it up. A function of `scenarios.py` does what a
/// person does and looks at the page; what is stored afterwards is looked at here. One browser at a time is enough for a
/// machine.
@Suite(
    .serialized,
    .enabled(
        if: Browser.isInstalled,
        "needs chromium, lighttpd, and COUNTERMAND_TEST_PLAYWRIGHT, a Python with playwright and axe-playwright-python")
)
struct ConsoleTests {
    private static let clientAdmin: JSONObject = [
        "sub": "7", "role": "client_admin", "client_id": 1, "full_name": "Jane Manager",
    ]

    /// Returns the subjects of the events that the site has afterwards.
    @discardableResult
    private func run(
        _ scenario: String, _ site: Site? = nil, as claims: JSONObject = clientAdmin, basePath: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [String] {
        let host = try host(site ?? .withSamples(), basePath: basePath)
        _ = try Browser.run(
            "scenarios.py", [scenario, host.address + basePath, Token.signed(claims)],
            environment: ["EXPIRED": Token.signed(["sub": "7", "exp": 1])], sourceLocation: sourceLocation)
        #expect(try host.site.run("verify").ending == .exit(0), sourceLocation: sourceLocation)
        return try host.site.run("events").lines.compactMap {
            try JSONValue(parsing: Array($0.utf8))["subject"]?.string
        }
    }

    private func host(_ site: Site, basePath: String = "") throws -> Host {
        var settings = ["COUNTERMAND_CONSOLE": "on"]
        if !basePath.isEmpty { settings["COUNTERMAND_BASE_PATH"] = basePath }
        return try Host(.lighttpd, site, settings: settings)
    }

    @Test("a client_admin finds a work order, sees what a cancel does, and cancels it", arguments: ["", "/v1"])
    func wholeFlow(basePath: String) throws {
        let site = try Site.withSamples()
        try #expect(run("whole_flow", site, basePath: basePath) == ["work-order/28"])
        let event = try JSONValue(parsing: Array(#require(site.run("events").lines.first).utf8))
        #expect(event["data"]?["reason"] == "Tenant moved")
    }

    @Test("a cancel is not offered to staff, who are told why") func staff() throws {
        try #expect(run("staff", as: ["sub": "7", "role": "staff"]) == [])
    }

    @Test("a refused cancel says why, and the list and the counts are put back") func refused() throws {
        let subjects = try run("refused")
        // The other change, and the cancel after it.
        #expect(subjects == ["work-order/28", "work-order/28"])
    }

    @Test("a request whose answer is lost is sent again with its key, and carried out once") func lostAnswer() throws {
        try #expect(run("lost_answer") == ["work-order/28"])
    }

    @Test(
        "where no answer of the API's comes, the page says that it does not know, and can try again",
        arguments: ["no_answer", "foreign_answer"])
    func noAnswer(scenario: String) throws {
        try #expect(run(scenario) == ["work-order/28"])
    }

    @Test("of two tabs that cancel at once one does, and the other is told so") func race() throws {
        try #expect(run("race") == ["work-order/28"])
    }

    @Test("jobs are found by their id and cancelled, unless their status forbids it") func jobs() throws {
        let subjects = try run("jobs", as: ["sub": "7", "role": "admin"])
        #expect(subjects == ["dispatch-job/J-1001", "cleaning-job/JOB_X123"])
    }

    @Test("a long list comes in pages, and is as long as it was after a cancel") func paging() throws {
        let records = (1...45).map {
            #"{"kind":"work-order","id":\#($0),"job_no":"N-\#($0)","status":"pending","client_id":1}"#
        }
        try #expect(run("paging", .with(records)).count == 1)
    }

    @Test("R3.4 an admin can look at the work orders of one client, and cancel one of them") func oneClient() throws {
        try #expect(run("one_client", as: ["sub": "7", "role": "admin"]) == ["work-order/28"])
    }

    @Test("records whose every text is markup and script are shown as text") func hostile() throws {
        let mark: JSONValue = "<img src=x onerror=alert(1)><script>alert(2)</script>"
        let nested: JSONValue = ["<img src=x onerror=alert(1)><script>alert(2)</script>": [mark, ["x": mark]]]
        func record(_ members: JSONObject) -> String {
            var record = members
            let names = [
                "job_no", "work_order_type", "supplier_name", "property_name", "description", "is_urgent",
                "authorized_by", "authorized_email", "created_by", "createdAt", "updatedAt", "title", "jobNumber",
            ]
            for name in names { record[name] = mark }
            record["nested"] = nested
            record["__proto__"] = ["polluted": mark]
            record["constructor"] = mark
            return String(decoding: record.bytes, as: UTF8.self)
        }
        let site = try Site.with([
            record(["kind": "work-order", "id": 1, "status": "pending", "client_id": 1]),
            record([
                "kind": "dispatch-job", "id": "J", "status": mark,
                "assignment": ["id": mark, "contractorId": mark, "status": mark], "customer": ["name": mark],
            ]),
            record(["kind": "cleaning-job", "id": "J", "status": mark, "cleaners": [mark]]),
        ])
        try #expect(run("hostile", site, as: ["sub": "7", "role": "admin", "full_name": mark]) == ["work-order/1"])
    }

    @Test("a token that does not hold signs nobody in, and is not kept") func badTokens() throws {
        let host = try host(.withSamples())
        let forged = Token.signed(Self.clientAdmin, with: "another secret of more than thirty-two bytes, of nobody")
        _ = try Browser.run(
            "scenarios.py", ["bad_tokens", host.address, forged],
            environment: ["EXPIRED": Token.signed(["sub": "7", "exp": 1])])
    }

    @Test("every operation is listed and can be tried, as a command too, which does not have the token")
    func operations() throws {
        try #expect(run("operations") == [])
    }

    @Test("everything can be done by keyboard, with the focus in sight") func keyboard() throws {
        try #expect(run("keyboard") == ["work-order/28"])
    }

    /// COUNTERMAND_TEST_SCREENSHOTS names a directory to write images of all views to.
    @Test("axe-core finds no violation in any view, light and dark, wide and narrow, and nothing moves that must not")
    func looks() throws {
        let directory = try TemporaryDirectory()
        let folder = ProcessInfo.processInfo.environment["COUNTERMAND_TEST_SCREENSHOTS"] ?? directory.url.path
        let host = try host(.withSamples())
        var claims = Self.clientAdmin
        claims["role"] = "admin"
        let ended = try Browser.run("looks.py", [host.address, Token.signed(claims), folder])
        #expect(ended.text.contains("36 looks, no violation"))
        print(ended.text)
    }
}
