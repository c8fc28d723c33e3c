import Envelopes
import HTTPMessage
import JSON
import POSIX

/// One envelope on standard input, its answer on standard output.
package enum Pipe {
    /// More than any platform sends: a body of 6 MiB, escaped.
    package static let maximumEnvelopeBytes = 8 << 20

    package enum Outcome: Equatable {
        case answered(Status)
        case unreadable(EnvelopeError)
    }

    /// Input that is no envelope is answered too, with a 400.
    package static func run(
        from input: FileDescriptor, to output: FileDescriptor, _ respond: (Request) -> Response
    ) throws(SystemError) -> Outcome {
        let bytes = try input.readToEnd(limit: maximumEnvelopeBytes)
        let (answer, outcome) = answer(to: bytes, respond)
        try output.write(answer.bytes + [UInt8(ascii: "\n")])
        return outcome
    }

    /// `nil` for input over the limit.
    static func answer(to bytes: [UInt8]?, _ respond: (Request) -> Response) -> (JSONObject, Outcome) {
        do throws(EnvelopeError) {
            guard let bytes else { throw .tooLarge(limit: maximumEnvelopeBytes) }
            let (envelope, request) = try Envelope.open(bytes)
            let response = respond(request)
            return (envelope.seal(response), .answered(response.status))
        } catch {
            return (error.answer, .unreadable(error))
        }
    }
}
