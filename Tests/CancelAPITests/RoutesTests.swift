import CancelAPI
import Cancellation
import HTTPMessage
import Identity
import Storage
import Testing

@Suite struct RoutesTests {
    @Test(
        "C4 a path that no route has is 404 in the words of the contract it is nearest to",
        arguments: [
            ("/api/jobs", .error(404, nothingThere)),
            ("/api/jobs/JOB_X123/", .error(404, nothingThere)),
            ("/api/jobs/JOB_X123/cancel/", .error(404, nothingThere)),
            ("/api/jobs/JOB_X123/Cancel", .error(404, nothingThere)),
            ("/api/work-orders/28/status/", .failure(404, nothingThere)),
            ("/api/work-orders/28/history", .failure(404, nothingThere)),
            ("/jobs", .problem(404, "not-found", "Not found", nothingThere, at: "/jobs")),
            ("/jobs/a%2Fb/x", .problem(404, "not-found", "Not found", nothingThere, at: "/jobs/a%2Fb/x")),
            ("/", .problem(404, "not-found", "Not found", nothingThere, at: "/")),
            ("/api", .problem(404, "not-found", "Not found", nothingThere, at: "/api")),
            ("/API/jobs/J/cancel", .problem(404, "not-found", "Not found", nothingThere, at: "/API/jobs/J/cancel")),
            ("/openapi.yaml", .problem(404, "not-found", "Not found", nothingThere, at: "/openapi.yaml")),
        ] as [(String, Answer)])
    func unknownPath(path: String, answer: Answer) throws {
        let api = try TestAPI(Records.all)
        for method in [Method.get, .post, .patch] {
            #expect(api.respond(to: Request(method, path, as: .admin)) == answer)
        }
    }

    private static let nothingThere = "There is nothing at this path."

    @Test(
        "C4 a known path with the wrong method is 405 with Allow, token or not",
        arguments: [
            ("/api/jobs/JOB_X123/cancel", .error(405, only("POST"), fields: ["Allow: POST"])),
            ("/api/jobs/JOB_X123", .error(405, only("GET, HEAD"), fields: ["Allow: GET, HEAD"])),
            ("/api/work-orders/28/status", .failure(405, only("PATCH"), fields: ["Allow: PATCH"])),
            ("/api/work-orders/cancel", .failure(405, only("POST"), fields: ["Allow: POST"])),
            ("/api/work-orders", .failure(405, only("GET, HEAD"), fields: ["Allow: GET, HEAD"])),
            ("/api/work-orders/28", .failure(405, only("GET, HEAD"), fields: ["Allow: GET, HEAD"])),
            ("/api/work-orders/summary", .failure(405, only("GET, HEAD"), fields: ["Allow: GET, HEAD"])),
            ("/api/work-orders/28/notes", .failure(405, only("GET, HEAD"), fields: ["Allow: GET, HEAD"])),
            (
                "/jobs/J-1001/cancel",
                .problem(
                    405, "method-not-allowed", "Method not allowed", only("POST"), at: "/jobs/J-1001/cancel",
                    fields: ["Allow: POST"])
            ),
            (
                "/openapi.json",
                .problem(
                    405, "method-not-allowed", "Method not allowed", only("GET, HEAD"), at: "/openapi.json",
                    fields: ["Allow: GET, HEAD"])
            ),
        ] as [(String, Answer)], [Method("DELETE"), Method("PUT"), Method("OPTIONS"), Method("post"), Method("get")])
    func wrongMethod(route: (String, Answer), method: Method) throws {
        let api = try TestAPI(Records.all)
        #expect(api.respond(to: Request(method, route.0, as: .admin)) == route.1)
        #expect(api.respond(to: Request(method, route.0, as: nil)) == route.1)
    }

    private static func only(_ methods: String) -> String { "This path answers to \(methods) only." }

    @Test(
        "a request that the front end finds fault with is 400 in the contract's words, whoever asks for whatever",
        arguments: [
            (
                "/api/../jobs/J-1001/cancel",
                .problem(400, "bad-request", "Bad request", fault, at: "/api/../jobs/J-1001/cancel")
            ),
            ("/api/jobs/JOB_X123/cancel", .error(400, fault)), ("/api/jobs/../x", .error(400, fault)),
            ("/api/work-orders/28", .failure(400, fault)), ("/api/work-orders/../x", .failure(400, fault)),
        ] as [(String, Answer)])
    func refused(path: String, answer: Answer) throws {
        let store = FaultyStore()
        let api = CancelAPI(
            store: store, authenticator: Authenticator(), now: { Timestamp(TestAPI.now)! }, makeID: { "id-1" })
        for method in [Method.get, .post, .patch] {
            for caller in [nil, Caller.admin] {
                var request = Request(method, path, as: caller)
                request.fault = Self.fault
                #expect(Answer(api.respond(to: request).response) == answer)
            }
        }
        #expect(store.calls == [])
    }

    private static let fault = "There is something wrong with the path."

    @Test(
        "HEAD is answered as GET is; leaving the body away is the front end's part",
        arguments: [
            "/api/work-orders", "/api/work-orders/28", "/api/work-orders/28/notes", "/api/work-orders/summary",
            "/openapi.json", "/api/work-orders/99999",
        ])
    func head(path: String) throws {
        let api = try TestAPI(Records.all)
        let got = api.respond(to: .get(path, as: .admin))
        #expect(api.respond(to: Request(.head, path, as: .admin)) == got)
        #expect(got.status == (path.hasSuffix("99999") ? 404 : 200))
    }

    @Test(
        "HEAD does not cancel: what is posted to has no GET",
        arguments: ["/api/jobs/JOB_X123/cancel", "/jobs/J-1001/cancel"])
    func headOfACancel(path: String) throws {
        #expect(try TestAPI(Records.all).respond(to: Request(.head, path, as: .admin)).status == 405)
    }

    @Test("A base path is taken off, once, and is not needed")
    func basePath() throws {
        let memory = try TestAPI(Records.dispatchJob).memory
        let api = CancelAPI(
            store: memory, authenticator: Authenticator(), basePath: Path("/v1"), now: { Timestamp(TestAPI.now)! },
            makeID: { "id-1" })
        func status(_ path: String) -> Int {
            var request = Request(.post, path, as: nil)
            request.claims = Caller.dispatcher.claims
            return api.respond(to: request).response.status.code
        }
        #expect(status("/v1/jobs/NONE/cancel") == 404)
        #expect(status("/v1/v1/jobs/J-1001/cancel") == 404)
        #expect(status("/v1/jobs/J-1001/cancel") == 200)
        #expect(status("/jobs/J-1001/cancel") == 400)
    }
}
