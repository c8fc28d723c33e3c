import HTTPMessage

/// An event that the Runtime API has delivered.
struct Invocation: Equatable {
    let id: InvocationID
    /// The AWS X-Ray trace header, if the request is traced.
    let traceID: String?
    /// `nil` if it was larger than any event of the platform.
    let event: [UInt8]?

    /// Reads the response to `next`.
    init(_ response: HTTPResponse) throws(LambdaError) {
        guard response.status == 200 else { throw .noEvent(status: response.status) }
        guard let id = response.fields["Lambda-Runtime-Aws-Request-Id"].flatMap(InvocationID.init) else {
            throw .eventWithoutID
        }
        self.id = id
        traceID = response.fields["Lambda-Runtime-Trace-Id"]
        event = response.body
    }
}

/// What the platform did with an answer that was sent to it.
enum Delivery: Equatable {
    case accepted
    /// The platform has reported a failure to the caller, or no longer waits for the event. No error is to be sent for it.
    case refused

    /// Reads the response to `response`.
    init(_ response: HTTPResponse) throws(LambdaError) {
        switch response.status {
        case 200..<300: self = .accepted
        // The event is no longer the current one, or the answer is larger than 6 MiB.
        case 400, 413: self = .refused
        default: throw .answerNotAccepted(status: response.status)
        }
    }
}
