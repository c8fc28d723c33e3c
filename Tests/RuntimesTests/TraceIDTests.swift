import HTTPMessage
import Testing

@testable import Runtimes

struct TraceIDTests {
    private func trace(_ fields: (String, String)..., id: String? = nil) -> String? {
        var request = Request(.get, Path("/"))
        for (name, value) in fields { request.fields.append(name, value) }
        request.traceID = id
        return request.traceIDForLog
    }

    private static let ray = "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a:0"
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `the platform's id comes first, then X-Ray's field, then the W3C's`() {
        #expect(trace(("x-amzn-trace-id", Self.ray), ("Traceparent", Self.parent), id: "Root=1") == "Root=1")
        #expect(trace(("Traceparent", Self.parent), ("x-amzn-trace-id", Self.ray)) == Self.ray)
        #expect(trace(("Traceparent", Self.parent)) == Self.parent)
        #expect(trace() == nil)
    }

    @Test(arguments: ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln", "Bearer x", "a\u{9B}31m", "\u{202E}", "a\u{301}"])
    func `a field with characters that no trace id has is ignored: it may be a token or control characters`(
        value: String
    ) {
        #expect(trace(("traceparent", value)) == nil)
        #expect(trace(("X-Amzn-Trace-Id", value), ("traceparent", Self.parent)) == Self.parent)
    }
}
