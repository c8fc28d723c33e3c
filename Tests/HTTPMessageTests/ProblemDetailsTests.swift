import HTTPMessage
import Testing

struct ProblemDetailsTests {
    private let problem = ProblemDetails(
        type: "not-found", title: "Not found", status: .notFound, detail: "There is nothing at this path.",
        instance: "/jobs/7")

    @Test func `members come in a fixed order`() {
        #expect(
            String(decoding: problem.json.bytes, as: UTF8.self)
                == #"{"type":"/problems/not-found","title":"Not found","status":404,"#
                + #""detail":"There is nothing at this path.","instance":"/jobs/7"}"#)
    }

    @Test func `without an instance the member is missing`() {
        let problem = ProblemDetails(type: "a", title: "A", status: .conflict, detail: "B")
        #expect(problem.json.members.map { $0.name } == ["type", "title", "status", "detail"])
    }

    @Test func `the response has the status and media type of the problem`() {
        let response = Response(problem)
        #expect(response.status == .notFound)
        #expect(response.fields.fields.map { $0.value } == ["application/problem+json"])
        #expect(response.body == problem.json.bytes)
    }
}
