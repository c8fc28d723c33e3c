/// Why the loop had to stop. The platform then restarts the program.
package enum LambdaError: Error, Equatable {
    case connection(HTTPError)
    case noEvent(status: Int)
    case eventWithoutID
    case answerNotAccepted(status: Int)
    /// The event whose answer was just refused came again; handling it would carry it out twice.
    case redelivered(InvocationID)
}

extension LambdaError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .connection(let error): "the Runtime API failed: \(error)"
        case .noEvent(let status): "the Runtime API sent status \(status) instead of an event"
        case .eventWithoutID: "the Runtime API sent an event without a usable Lambda-Runtime-Aws-Request-Id"
        case .answerNotAccepted(let status): "the Runtime API did not accept an answer: status \(status)"
        case .redelivered(let id): "the Runtime API sent event \(id.text) again after it had refused its answer"
        }
    }
}
