import Envelopes
import HTTPMessage
import JSON
import POSIX

/// Reads one envelope from a file, normally standard input, and writes its answer to another, normally standard output.
package enum Pipe {
    /// More than any platform sends: a body of 6 MiB, escaped as JSON.
    package static let maximumEnvelopeBytes = 8 << 20

    package enum Outcome: Equatable {
        case answered(Status)
        case unreadable(EnvelopeError)
    }

    /// Input that is not an envelope is answered as well, with a 400. Throws if the input cannot be read or the answer
    /// cannot be written.
    package static func run(
        from input: FileDescriptor, to output: FileDescriptor, _ respond: (Request) -> Response
    ) throws(SystemError) -> Outcome {
        let bytes = try input.readToEnd(limit: maximumEnvelopeBytes)
        let (answer, outcome) = answer(to: bytes, respond)
        try output.write(answer.bytes + [UInt8(ascii: "\n")])
        return outcome
    }

    /// `bytes` is `nil` for input over the limit.
    static func answer(to bytes: [UInt8]?, _ respond: (Request) -> Response) -> (JSONObject, Outcome) {
        do throws(EnvelopeError) {
            let (envelope, request) = try decode(bytes)
            let response = respond(request)
            return (envelope.encode(response), .answered(response.status))
        } catch {
            return (error.answer, .unreadable(error))
        }
    }

    /// `bytes` is `nil` for input over the limit.
    static func decode(_ bytes: [UInt8]?) throws(EnvelopeError) -> (Envelope, Request) {
        guard let bytes else { throw .tooLarge(limit: maximumEnvelopeBytes) }
        return try Envelope.decode(bytes)
    }
}
