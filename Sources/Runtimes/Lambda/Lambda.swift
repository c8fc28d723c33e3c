import Envelopes
import HTTPMessage
import JSON
import POSIX

/// A connection to the Runtime API. Tests put their own in its place.
package protocol RuntimeClient {
    /// Sends a call and returns the response; `nil` if SIGTERM came while `next` was waiting.
    func send(_ call: RuntimeCall) throws(HTTPError) -> HTTPResponse?
}

/// The loop of an AWS Lambda runtime: fetches an event from the Runtime API, sends its answer back, and repeats.
package enum Lambda {
    /// Runs until SIGTERM; the event being handled then is still answered. Every event that was received whole is handled
    /// once and answered once. An event that is not an envelope is answered with a 400 rather than reported as an error
    /// of the function. `setTrace` gets each event's trace id before the event is handled.
    package static func run(
        _ client: some RuntimeClient, setTrace: (String?) -> Void = { _ in },
        onUnreadable: (InvocationID, EnvelopeError) -> Void = { _, _ in }, _ respond: (Request) -> Response
    ) throws(LambdaError) {
        var refused: InvocationID?
        while let next = try send(.next, client) {
            let invocation = try Invocation(next)
            if invocation.id == refused { throw .redelivered(invocation.id) }
            setTrace(invocation.traceID)
            let (answer, outcome) = Pipe.answer(to: invocation.event) { request in
                var request = request
                request.id = invocation.id.text
                request.traceID = invocation.traceID
                return respond(request)
            }
            if case .unreadable(let error) = outcome { onUnreadable(invocation.id, error) }
            guard let acknowledgement = try send(.response(invocation.id, answer.bytes), client) else { return }
            refused = try Delivery(acknowledgement) == .refused ? invocation.id : nil
        }
    }

    private static func send(_ call: RuntimeCall, _ client: some RuntimeClient) throws(LambdaError) -> HTTPResponse? {
        do { return try client.send(call) } catch { throw .connection(error) }
    }
}
