import HTTPMessage

/// An event that the Runtime API has handed out.
struct Invocation: Equatable {
    let id: InvocationID
    /// What AWS X-Ray knows the request by, where it is traced.
    let traceID: String?
    /// `nil` for one that is larger than the platform ever sends.
    let event: [UInt8]?

    /// Out of the reply to `next`.
    init(_ reply: HTTPReply) throws(LambdaFailure) {
        guard reply.status == 200 else { throw .noEvent(status: reply.status) }
        guard let id = reply.fields["Lambda-Runtime-Aws-Request-Id"].flatMap(InvocationID.init) else {
            throw .eventWithoutID
        }
        self.id = id
        traceID = reply.fields["Lambda-Runtime-Trace-Id"]
        event = reply.body
    }
}

/// What became of an answer that was posted.
enum Delivery: Equatable {
    case accepted
    /// The platform has told the caller of a failure itself, or has given the event up; it is not to be told of another.
    case refused

    init(_ reply: HTTPReply) throws(LambdaFailure) {
        switch reply.status {
        case 200..<300: self = .accepted
        // The event is no longer the current one, or the answer is larger than 6 MiB.
        case 400, 413: self = .refused
        default: throw .answerNotTaken(status: reply.status)
        }
    }
}

/// Why the loop cannot go on. The platform then starts the program anew.
package enum LambdaFailure: Error, Equatable {
    case connection(HTTPFailure)
    case noEvent(status: Int)
    case eventWithoutID
    case answerNotTaken(status: Int)
    /// It would be handled twice.
    case handedOutAgain(InvocationID)
}

extension LambdaFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .connection(let failure): "the Runtime API failed: \(failure)"
        case .noEvent(let status): "the Runtime API answered \(status) instead of an event"
        case .eventWithoutID: "the Runtime API handed out an event without an id that could be answered to"
        case .answerNotTaken(let status): "the Runtime API answered \(status) to an answer"
        case .handedOutAgain(let id):
            "the Runtime API handed out event \(id.text) again after it had refused the answer to it"
        }
    }
}
