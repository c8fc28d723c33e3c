import Envelopes
import HTTPMessage
import JSON
import POSIX

/// What speaks to the Runtime API.
package protocol RuntimeClient {
    /// The reply to a call; `nil` where SIGTERM came while `next` was waiting for one.
    func send(_ call: RuntimeCall) throws(HTTPFailure) -> HTTPReply?
}

/// AWS Lambda's loop: an event from the Runtime API, its answer back to it.
package enum Lambda {
    /// Goes on until SIGTERM, which lets the event in hand be answered. Every event that was handed out whole is handled
    /// once and answered once, one that is no envelope with a 400: whatever failed, it was not the program. `trace` is
    /// told each event's trace id before it is handled.
    package static func run(
        _ client: some RuntimeClient, trace: (String?) -> Void = { _ in },
        unreadable: (InvocationID, EnvelopeError) -> Void = { _, _ in }, _ respond: (Request) -> Response
    ) throws(LambdaFailure) {
        var refused: InvocationID?
        while let reply = try send(.next, client) {
            let invocation = try Invocation(reply)
            if invocation.id == refused { throw .handedOutAgain(invocation.id) }
            trace(invocation.traceID)
            let (answer, outcome) = Pipe.answer(to: invocation.event) { request in
                var request = request
                request.id = invocation.id.text
                request.traceID = invocation.traceID
                return respond(request)
            }
            if case .unreadable(let error) = outcome { unreadable(invocation.id, error) }
            guard let reply = try send(.response(invocation.id, answer.bytes), client) else { return }
            refused = try Delivery(reply) == .refused ? invocation.id : nil
        }
    }

    private static func send(_ call: RuntimeCall, _ client: some RuntimeClient) throws(LambdaFailure) -> HTTPReply? {
        do { return try client.send(call) } catch { throw .connection(error) }
    }
}
