import Envelopes
import HTTPMessage
import JSON
import POSIX

/// OpenWhisk's action loop: an activation a line in, its result a line out, on a file of its own.
/// https://github.com/apache/openwhisk-runtime-go/blob/master/docs/ACTION.md
package enum OpenWhiskActionLoop {
    private static let acknowledgement: JSONObject = ["ok": true]

    /// Goes on as `Stream` does. Says first that it is ready, where the platform waits for that.
    package static func run(
        from input: FileDescriptor, to results: FileDescriptor, acknowledges: Bool,
        unreadable: (EnvelopeError) -> Void = { _ in }, _ respond: (Request) -> Response
    ) throws(SystemError) {
        if acknowledges { try results.write(acknowledgement.bytes + [UInt8(ascii: "\n")]) }
        try Stream.answerLines(from: input, to: results) { result(of: $0, unreadable, respond) }
    }

    /// Every line has a result: the platform waits for it. In `error` it marks the activation as failed, and a client of
    /// the web action gets what stands in there.
    static func result(
        of bytes: [UInt8]?, _ unreadable: (EnvelopeError) -> Void = { _ in }, _ respond: (Request) -> Response
    ) -> JSONObject {
        do throws(EnvelopeError) {
            guard let bytes else { throw .tooLarge(limit: Pipe.maximumEnvelopeBytes) }
            let (envelope, request) = try Envelope.open(activation: bytes)
            return envelope.seal(respond(request))
        } catch {
            unreadable(error)
            return ["error": .object(error.answer)]
        }
    }
}
