import Envelopes
import HTTPMessage
import JSON
import POSIX

/// An envelope a line in, its answer a line out, each written before the next line is read.
package enum Stream {
    /// Goes on until the end of input, until nobody reads the answers any more, or until SIGTERM, which lets the request
    /// in hand be answered. A line that is no envelope gets a 400; blank lines get nothing.
    package static func run(
        from input: FileDescriptor, to output: FileDescriptor, _ respond: (Request) -> Response
    ) throws(SystemError) {
        let termination = Termination()
        var lines = LineReader(input, limit: Pipe.maximumEnvelopeBytes) { () throws(SystemError) in
            try termination.comesBefore(input)
        }
        while let line = try lines.next() {
            let answer: JSONObject
            switch line {
            case .bytes(let bytes):
                if bytes.isBlank { continue }
                answer = Pipe.answer(to: bytes, respond).0
            case .tooLong: answer = Pipe.answer(to: nil, respond).0
            }
            do { try output.write(answer.bytes + [UInt8(ascii: "\n")]) } catch {
                if error.code == EPIPE { return }
                throw error
            }
        }
    }
}
