import Envelopes
import HTTPMessage
import JSON
import POSIX

/// Reads one envelope per line and writes one answer per line, each before it reads the next line.
package enum Stream {
    /// Runs until the end of input, until the output is closed by its reader, or until SIGTERM; the request being handled
    /// then is still answered. A line that is not an envelope is answered with a 400; blank lines are skipped.
    package static func run(
        from input: FileDescriptor, to output: FileDescriptor, onUnreadable: (EnvelopeError) -> Void = { _ in },
        _ respond: (Request) -> Response
    ) throws(SystemError) {
        try answerLines(from: input, to: output) { line in
            let (answer, outcome) = Pipe.answer(to: line, respond)
            if case .unreadable(let error) = outcome { onUnreadable(error) }
            return answer
        }
    }

    /// The loop of `run`, for lines of any form. `answer` gets `nil` for a line over the limit.
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
