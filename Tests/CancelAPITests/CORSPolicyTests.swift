import CancelAPI
import Cancellation
import HTTPMessage
import Identity
import Storage
import Testing

/// Which web pages may call.
struct CORSPolicyTests {
    private let api: CancelAPI

    init() throws {
        api = CancelAPI(
            store: try TestAPI(Records.all).memory, authenticator: Authenticator(),
            corsPolicy: try #require(CORSPolicy(["https://a.example", "http://localhost:3000"])),
            now: { Timestamp(TestAPI.now)! }, makeID: { "id" })
    }

    private func response(
        _ method: Method, _ path: String, from origins: String..., asking: String? = nil
    ) -> Response {
        var request = Request(method, Path(path))
        for origin in origins { request.fields.append("origin", origin) }
        if let asking { request.fields.append("Access-Control-Request-Method", asking) }
        return api.respond(to: request).response
    }

    @Test(
        "a preflight tells the methods of its path",
        arguments: [
            ("/api/jobs/1/cancel", "POST"), ("/jobs/1/cancel", "POST"), ("/api/work-orders/1/status", "PATCH"),
            ("/api/work-orders", "GET, HEAD"), ("/openapi.json", "GET, HEAD"),
        ])
    func preflight(_ path: String, _ methods: String) {
        for asked in ["POST", "DELETE"] {
            let response = response(.options, path, from: "https://a.example", asking: asked)
            #expect(response.status == .noContent)
            #expect(response.body == [])
            #expect(response.fields["Access-Control-Allow-Methods"] == methods)
            #expect(response.fields["Access-Control-Allow-Origin"] == "https://a.example")
            #expect(response.fields["Vary"] == "Origin")
            #expect(response.fields["Content-Type"] == nil)
        }
    }

    @Test(
        "what is no preflight from an admitted page is a method that there is not",
        arguments: [
            nil, "https://b.example", "https://a.example:443", "https://A.example", "http://a.example", "null", "",
        ])
    func otherOrigin(_ origin: String?) {
        let response =
            origin.map { self.response(.options, "/jobs/1/cancel", from: $0, asking: "POST") }
            ?? self.response(.options, "/jobs/1/cancel", asking: "POST")
        #expect(response.status == .methodNotAllowed)
        #expect(response.fields["Access-Control-Allow-Origin"] == nil)
        #expect(response.fields["Access-Control-Allow-Methods"] == nil)
        #expect(response.fields["Vary"] == "Origin")
    }

    @Test func `OPTIONS that asks for no method, or at no path, is no preflight`() {
        #expect(response(.options, "/jobs/1/cancel", from: "https://a.example").status == .methodNotAllowed)
        #expect(response(.options, "/nowhere", from: "https://a.example", asking: "POST").status == .notFound)
    }

    @Test func `two origins are none`() {
        let response = response(.get, "/openapi.json", from: "https://a.example", "http://localhost:3000")
        #expect(response.status == .ok)
        #expect(response.fields["Access-Control-Allow-Origin"] == nil)
    }

    @Test("every answer, good or bad, can be seen by an admitted page and by no other")
    func answers() {
        for (method, path) in [
            (Method.get, "/openapi.json"), (.get, "/nowhere"), (.post, "/jobs/1/cancel"), (.get, "/jobs/1/cancel"),
        ] {
            let admitted = response(method, path, from: "http://localhost:3000")
            #expect(admitted.fields["Access-Control-Allow-Origin"] == "http://localhost:3000")
            #expect(admitted.fields["Vary"] == "Origin")
            let other = response(method, path, from: "http://localhost:3001")
            #expect(other.fields["Access-Control-Allow-Origin"] == nil)
            #expect(other.fields["Vary"] == "Origin")
            #expect(other.body == admitted.body)
        }
    }
}
