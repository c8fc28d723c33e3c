import Envelopes
import HTTPMessage
import JSON
import POSIX

/// An envelope a line in, its answer a line out, each written before the next line is read.
package enum Stream {
    /// Goes on until the end of input, until nobody reads the answers any more, or until SIGTERM, which lets the request
    /// in hand be answered. A line that is no envelope gets a 400; blank lines get nothing.
    package static func run(
        from input: FileDescriptor, to output: FileDescriptor, unreadable: (EnvelopeError) -> Void = { _ in },
        _ respond: (Request) -> Response
    ) throws(SystemError) {
        try answerLines(from: input, to: output) { line in
            let (answer, outcome) = Pipe.answer(to: line, respond)
            if case .unreadable(let error) = outcome { unreadable(error) }
            return answer
        }
    }

    /// The loop, for any form of lines; `nil` stands for one over the limit.
    static func answerLines(
        from input: FileDescriptor, to output: FileDescriptor, _ answer: ([UInt8]?) -> JSONObject
    ) throws(SystemError) {
        let termination = Termination()
        var lines = LineReader(input, limit: Pipe.maximumEnvelopeBytes) { () throws(SystemError) in
            try termination.comesBefore(input)
        }
        while !termination.isRequested, let line = try lines.next() {
            var bytes: [UInt8]?
            if case .bytes(let read) = line {
                if read.isBlank { continue }
                bytes = read
            }
            do { try output.write(answer(bytes).bytes + [UInt8(ascii: "\n")]) } catch {
                if error.code == EPIPE { return }
                throw error
            }
        }
    }
}
