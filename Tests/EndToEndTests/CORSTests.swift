import JSON
import TestSupport
import Testing

/// COUNTERMAND_CORS_ORIGINS.
struct CORSTests {
    private func preflight(_ path: String, from origin: String) -> Ask {
        Ask(
            method: "OPTIONS", path: path,
            fields: ["Origin": .string(origin), "Access-Control-Request-Method": "POST"])
    }

    @Test("a preflight is answered in every envelope with 204 and an empty body") func preflight() throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_CORS_ORIGINS"] = "https://a.example, http://localhost:3000"
        let ended = try site.run(input: preflight("/jobs/J-1/cancel", from: "http://localhost:3000").envelope)
        let answer = try #require(JSONValue(parsing: Array(ended.text.utf8)).object)
        #expect(answer["statusCode"] == 204)
        #expect(answer["body"] == "")
        #expect(
            answer["headers"] == [
                "Access-Control-Allow-Methods": "POST",
                "Access-Control-Allow-Headers":
                    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Client-Context",
                "Access-Control-Max-Age": "600", "Cache-Control": "no-store",
                "Access-Control-Allow-Origin": "http://localhost:3000", "Vary": "Origin",
            ])
    }

    @Test("without it no answer has CORS fields") func off() throws {
        let answer = try Site.withSamples().answer(preflight("/jobs/J-1/cancel", from: "https://a.example"))
        #expect(answer.status == 405)
        #expect(answer.fields.members.map(\.name) == ["Content-Type", "Allow", "Cache-Control"])
    }

    @Test(
        "anything but an origin is a setting that cannot be used",
        arguments: [
            "*", "null", "a.example", "https://", "https://a.example/", "https://A.example", "https://*.example",
            "https://a.example:443", "https://a.example:x", "ftp://a.example", "https://a.example,",
            "https://a.example https://b.example", "https://user@a.example",
        ])
    func badOrigin(_ origins: String) throws {
        let ended = try Site().run("--cors-origins", origins, input: Contract.dispatchJob.cancel.envelope)
        #expect(ended.ending == .exit(78))
        #expect(ended.errors.contains("COUNTERMAND_CORS_ORIGINS"))
    }
}
