import Testing

@testable import Runtimes

/// Requests to the Runtime API.
struct RuntimeCallTests {
    private func text(_ call: RuntimeCall) -> String { String(decoding: call.request(host: "h:1"), as: UTF8.self) }

    @Test func `next is a GET without a body`() {
        #expect(
            text(.next)
                == "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: h:1\r\nUser-Agent: countermand\r\n\r\n")
    }

    @Test func `an answer goes to the path of its event`() throws {
        let id = try #require(InvocationID("8476a536-e9f4-11e8-9739-2dfe598c3fcd"))
        #expect(
            text(.response(id, Array("{}".utf8)))
                == "POST /2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response HTTP/1.1\r\n"
                + "Host: h:1\r\nUser-Agent: countermand\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        )
    }

    @Test func `an init error has its type in a header field as well`() {
        let body = #"{"errorMessage":"X is \"bad\"","errorType":"Runtime.ConfigInvalid","stackTrace":[]}"#
        #expect(
            text(.initError(.configuration("X is \"bad\"")))
                == "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: h:1\r\nUser-Agent: countermand\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                + "Lambda-Runtime-Function-Error-Type: Runtime.ConfigInvalid\r\n\r\n\(body)")
    }

    @Test(
        "an id that is not a single path segment is refused",
        arguments: ["", "a/b", "a b", "a\r\nb", "a?b", "a#b", "%41", "é", String(repeating: "x", count: 129)])
    func badID(_ text: String) { #expect(InvocationID(text) == nil) }
}
