import HTTPMessage
import JSON
import POSIX
import Testing

@testable import Runtimes

/// Lambda's loop, with a client that plays back what the test gives it.
struct LambdaLoopTests {
    private final class FakeClient: RuntimeClient {
        private var responses: [Result<HTTPResponse?, HTTPError>]
        private(set) var calls: [RuntimeCall] = []

        /// SIGTERM comes after the last response.
        init(_ responses: Result<HTTPResponse?, HTTPError>...) { self.responses = responses }

        func send(_ call: RuntimeCall) throws(HTTPError) -> HTTPResponse? {
            calls.append(call)
            return responses.isEmpty ? nil : try responses.removeFirst().get()
        }

        /// The ids that were answered, with the status in each answer.
        var answers: [String: Int] {
            var answers: [String: Int] = [:]
            for case .response(let id, let bytes) in calls {
                answers[id.text] = (try? JSONValue(parsing: bytes))?.object?["statusCode"]?.integer
            }
            return answers
        }
    }

    private static func event(_ id: String, _ body: [UInt8]? = envelope, trace: String? = nil) -> HTTPResponse {
        var fields = HeaderFields()
        fields.append("lambda-runtime-AWS-request-id", id)
        if let trace { fields.append("Lambda-Runtime-Trace-Id", trace) }
        return HTTPResponse(200, fields: fields, body: body)
    }

    private static let envelope = Array(#"{"httpMethod":"GET","path":"/x","headers":null}"#.utf8)
    private static let accepted = HTTPResponse(202)

    private struct Seen: Equatable {
        var requests: [String?] = []
        var traces: [String?] = []
        var unreadable: [String] = []
    }

    /// What the loop passed to its callbacks, and how it ended.
    private func run(_ client: FakeClient) -> (seen: Seen, failure: LambdaError?) {
        var seen = Seen()
        do throws(LambdaError) {
            try Lambda.run(
                client, setTrace: { seen.traces.append($0) }, onUnreadable: { id, _ in seen.unreadable.append(id.text) }
            ) { request in
                seen.requests.append(request.id)
                return Response(.ok, .json, [:])
            }
            return (seen, nil)
        } catch { return (seen, error) }
    }

    @Test("each event is answered before the next is fetched, until SIGTERM") func order() throws {
        let client = FakeClient(
            .success(Self.event("1")), .success(Self.accepted), .success(Self.event("2")), .success(Self.accepted))
        let (seen, failure) = run(client)
        #expect(failure == nil)
        #expect(seen.requests == ["1", "2"])
        #expect(client.calls.map(\.method.name) == ["GET", "POST", "GET", "POST", "GET"])
        #expect(client.answers == ["1": 200, "2": 200])
    }

    @Test("the trace id is set before each event, and removed if there is none") func trace() {
        let client = FakeClient(
            .success(Self.event("1", trace: "Root=1-a")), .success(Self.accepted), .success(Self.event("2")),
            .success(Self.accepted))
        #expect(run(client).seen.traces == ["Root=1-a", nil])
    }

    @Test("the platform's own id comes before the one in the envelope") func requestID() {
        let envelope = Array(
            #"{"httpMethod":"GET","path":"/x","requestContext":{"requestId":"gateway"}}"#.utf8)
        let client = FakeClient(.success(Self.event("lambda", envelope)), .success(Self.accepted))
        #expect(run(client).seen.requests == ["lambda"])
    }

    @Test(
        "an event that cannot be read is answered with a 400 and not handled", arguments: [nil, "", "{}", "["])
    func unreadable(_ event: String?) {
        let client = FakeClient(
            .success(Self.event("1", event.map { Array($0.utf8) })), .success(Self.accepted),
            .success(Self.event("2")), .success(Self.accepted))
        let (seen, failure) = run(client)
        #expect(failure == nil)
        #expect(seen.unreadable == ["1"])
        #expect(seen.requests == ["2"])
        #expect(client.answers == ["1": 400, "2": 200])
    }

    @Test("a refused answer is dropped, and the next event is handled", arguments: [400, 413])
    func refused(_ status: Int) {
        let client = FakeClient(
            .success(Self.event("1")), .success(HTTPResponse(status)), .success(Self.event("2")),
            .success(Self.accepted), .success(Self.event("1")), .success(Self.accepted))
        let (seen, failure) = run(client)
        #expect(failure == nil)
        #expect(seen.requests == ["1", "2", "1"])
        #expect(client.calls.count == 7)
    }

    @Test("an event that comes again after a refusal is not handled again", arguments: [400, 413])
    func redelivered(_ status: Int) throws {
        let client = FakeClient(.success(Self.event("1")), .success(HTTPResponse(status)), .success(Self.event("1")))
        let (seen, failure) = run(client)
        #expect(failure == .redelivered(try #require(InvocationID("1"))))
        #expect(seen.requests == ["1"])
        #expect(client.calls.count == 3)
    }

    @Test("an answer that is not accepted ends the loop", arguments: [403, 404, 500, 503, 304])
    func notAccepted(_ status: Int) {
        let client = FakeClient(.success(Self.event("1")), .success(HTTPResponse(status)))
        let (seen, failure) = run(client)
        #expect(failure == .answerNotAccepted(status: status))
        #expect(seen.requests == ["1"])
        #expect(client.calls.count == 2)
    }

    @Test("anything but an event ends the loop", arguments: [202, 204, 400, 403, 500])
    func noEvent(_ status: Int) {
        let client = FakeClient(.success(HTTPResponse(status)))
        #expect(run(client).failure == .noEvent(status: status))
        #expect(client.calls == [.next])
    }

    @Test("an event without an id ends the loop", arguments: ["", "a/b", "a b"]) func noID(_ id: String) {
        let client = FakeClient(.success(Self.event(id)))
        let (seen, failure) = run(client)
        #expect(failure == .eventWithoutID)
        #expect(seen == Seen())
        #expect(client.calls == [.next])
    }

    @Test(
        "a connection that fails ends the loop, and nothing is sent again",
        arguments: [HTTPError.truncated, .noResponse])
    func failure(_ failure: HTTPError) {
        let asking = FakeClient(.failure(failure))
        #expect(run(asking).failure == .connection(failure))
        #expect(asking.calls == [.next])
        let answering = FakeClient(.success(Self.event("1")), .failure(failure))
        #expect(run(answering).failure == .connection(failure))
        #expect(answering.calls.count == 2)
    }
}
