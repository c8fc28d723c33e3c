import HTTPMessage
import POSIX
import TestSupport
import Testing

@testable import Runtimes

/// OpenFaaS's classic watchdog.
struct OpenFaaSWatchdogTests {
    private static let environment: Environment = [
        "Http_Accept": "*/*", "Http_Content_Type": "application/json", "Http_Authorization": "Bearer t",
        "Http_X_Client_Context": "7", "Http_Method": "PATCH", "Http_ContentLength": "2", "Http_Content_Length": "2",
        "Http_Query": "a=1%202", "Http_Path": "/api/work-orders/28/status", "HTTP_X_OTHER": "1", "fprocess": "x",
    ]

    @Test func `a request is read from its variables`() {
        let request = OpenFaaSWatchdog.request(Self.environment, .none)
        #expect(request.method == .patch)
        #expect(request.path == Path("/api/work-orders/28/status"))
        #expect(request.query.values("a") == ["1 2"])
        #expect(
            request.fields.fields.map(\.name)
                == ["Accept", "Content-Type", "Authorization", "X-Client-Context", "Content-Length"])
        #expect(request.fields["X-Client-Context"] == "7")
        #expect(request.claims == nil)
    }

    @Test func `an empty field is a field`() {
        let request = OpenFaaSWatchdog.request(["Http_If_Match": ""], .none)
        #expect(request.fields.values("If-Match") == [""])
    }

    @Test(arguments: [("/a%41", ["a%41"], false), ("/a/../b", ["a", "..", "b"], true), ("//a", ["", "a"], true)])
    func `the path is already decoded`(path: String, segments: [String], hasFault: Bool) {
        let request = OpenFaaSWatchdog.request(["Http_Path": path], .none)
        #expect(request.path.segments == segments)
        #expect((request.fault != nil) == hasFault)
    }

    @Test(
        arguments: [
            (0, .bytes([])), (1 << 20, .bytes([UInt8](repeating: 7, count: 1 << 20))), (1 << 20 + 1, .tooLarge),
        ] as [(Int, Request.Body)])
    func `the body is all of the input, up to the limit`(count: Int, body: Request.Body) throws {
        var asked: Request.Body?
        try withTemporaryFile([UInt8](repeating: 7, count: count)) { input throws in
            let text = try output { output throws in
                let status = try OpenFaaSWatchdog.run(Self.environment, from: input, to: output) { request in
                    asked = request.body
                    return Response(.forbidden, .json, ["a": 1])
                }
                #expect(status == .forbidden)
            }
            #expect(text == "{\"a\":1}")
        }
        #expect(asked == body)
    }
}
