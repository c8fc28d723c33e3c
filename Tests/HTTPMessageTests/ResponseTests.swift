import HTTPMessage
import JSON
import Testing

struct ResponseTests {
    @Test func `a response has its media type, its fields in order, and its body`() {
        let response = Response(
            .methodNotAllowed, .problem, ["b": 1, "a": nil], fields: [("Allow", "POST"), ("X", "1")])
        #expect(
            response.fields.fields.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/problem+json", "Allow: POST", "X: 1",
            ])
        #expect(response.body == Array("{\"b\":1,\"a\":null}".utf8))
        #expect(response.status.code == 405)
    }

    @Test func `a field with a line break in its value is left out`() {
        #expect(Response(.ok, .json, [:], fields: [("X", "a\r\nSet-Cookie: b")]).fields["X"] == nil)
    }

    @Test func `methods are case-sensitive`() {
        #expect(Method("POST") == .post)
        #expect(Method("post") != .post)
    }
}
