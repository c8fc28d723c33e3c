import HTTPMessage
import JSON
import Testing

struct ResponseTests {
    @Test func `an answer has its media type and its fields in their order, and its body as it goes out`() {
        let response = Response(
            .methodNotAllowed, .problem, ["b": 1, "a": nil], fields: [("Allow", "POST"), ("X", "1")])
        #expect(
            response.fields.fields.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/problem+json", "Allow: POST", "X: 1",
            ])
        #expect(response.body == Array("{\"b\":1,\"a\":null}".utf8))
        #expect(response.status.code == 405)
    }

    @Test func `a field that would break the head in two is left out`() {
        #expect(Response(.ok, .json, [:], fields: [("X", "a\r\nSet-Cookie: b")]).fields["X"] == nil)
    }

    @Test func `case matters in a method`() {
        #expect(Method("POST") == .post)
        #expect(Method("post") != .post)
    }
}
