import Envelopes
import HTTPMessage
import JSON
import POSIX

/// OpenWhisk's action loop: reads one activation per line and writes one result per line, to a file descriptor of its own
/// (https://github.com/apache/openwhisk-runtime-go/blob/master/docs/ACTION.md).
package enum OpenWhiskActionLoop {
    /// Where the platform reads results.
    package static let results = FileDescriptor(number: 3, name: "file descriptor 3")

    private static let acknowledgement: JSONObject = ["ok": true]

    /// Runs as long as `Stream.run` does. With `acknowledges` it first writes that it is ready, for platforms that wait for
    /// that.
    package static func run(
        from input: FileDescriptor, to results: FileDescriptor, acknowledges: Bool,
        onUnreadable: (EnvelopeError) -> Void = { _ in }, _ respond: (Request) -> Response
    ) throws(SystemError) {
        if acknowledges { try results.write(acknowledgement.bytes + [UInt8(ascii: "\n")]) }
        try Stream.answerLines(
            from: input, to: results, decide: { result(of: $0, onUnreadable, respond) }, size: { _ in 0 },
            settle: { $0 })
    }

    /// Always returns a result, because the platform waits for one. A result with `error` marks the activation as failed,
    /// and the platform sends the value of `error` to the client of the web action.
    static func result(
        of bytes: [UInt8]?, _ onUnreadable: (EnvelopeError) -> Void = { _ in }, _ respond: (Request) -> Response
    ) -> JSONObject {
        do throws(EnvelopeError) {
            guard let bytes else { throw .tooLarge(limit: Pipe.maximumEnvelopeBytes) }
            let (envelope, request) = try Envelope.decode(activation: bytes)
            return envelope.encode(respond(request))
        } catch {
            onUnreadable(error)
            return ["error": .object(error.answer)]
        }
    }
}
