import CancelAPI
import Console
import HTTPMessage
import Identity
import Storage
import Testing

/// `GET /console`. What the page does is tested in a browser.
struct ConsoleTests {
    @Test("whoever asks gets the page, with a policy that lets its own style and script in and nothing else")
    func page() throws {
        let api = try TestAPI(Records.all)
        let expected = Answer(
            200, String(decoding: ConsolePage.html, as: UTF8.self), "text/html; charset=utf-8",
            fields: [
                "Content-Security-Policy: " + ConsolePage.contentSecurityPolicy,
                "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
            ])
        for caller in [nil, Caller.visitor, .admin] {
            #expect(api.respond(to: .get("/console", as: caller)) == expected)
        }
        #expect(
            api.respond(to: Request(.post, "/console", as: .admin))
                == .problem(
                    405, "method-not-allowed", "Method not allowed", "This path answers to GET, HEAD only.",
                    at: "/console", fields: ["Allow: GET, HEAD"]))
    }

    @Test("unless it is switched on the path is unknown, and the document does not have it")
    func off() throws {
        let api = CancelAPI(
            store: InMemoryStore(), authenticator: Authenticator(), now: { Timestamp(TestAPI.now)! }, makeID: { "id" })
        #expect(
            Answer(api.respond(to: .get("/console", as: nil)).response)
                == .problem(404, "not-found", "Not found", "There is nothing at this path.", at: "/console"))
        let paths = OpenAPI.document(hasConsole: false)["paths"]?.object
        #expect(paths?["/health"] != nil && paths?["/console"] == nil)
    }
}
