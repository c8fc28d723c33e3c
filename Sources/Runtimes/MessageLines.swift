import JSON
import POSIX

/// Reads a message per line, and writes those that it is answered with, a line each, before it reads on.
package enum MessageLines {
    /// Runs until the end of input, until the output is closed by its reader, or until SIGTERM. `answer` gets nil for a line
    /// over the limit; blank lines are skipped.
    package static func run(
        from input: FileDescriptor, to output: FileDescriptor, answer: ([UInt8]?) -> [JSONObject]
    ) throws(SystemError) {
        let termination = Termination()
        var lines = LineReader(input, limit: Pipe.maximumEnvelopeBytes) { () throws(SystemError) in
            try termination.comesBefore(input)
        }
        while !termination.isRequested, let line = try lines.next() {
            var message: [UInt8]?
            if case .bytes(let bytes) = line {
                if bytes.isBlank { continue }
                message = bytes
            }
            var written: [UInt8] = []
            for answer in answer(message) {
                answer.write(to: &written)
                written.append(UInt8(ascii: "\n"))
            }
            do { try output.write(written) } catch {
                if error.code == EPIPE { return }
                throw error
            }
        }
    }
}
