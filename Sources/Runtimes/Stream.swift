import Envelopes
import HTTPMessage
import JSON
import POSIX

/// Reads one envelope per line and writes one answer per line. Lines that have arrived together are a batch: they are
/// decided in their order, made durable at once and then answered, before the next read that could wait.
package enum Stream {
    private static let maximumBatchLines = 128
    /// A batch ends with the answer that exceeds it.
    private static let maximumBatchBytes = 1 << 20

    private enum Answer {
        case unreadable(EnvelopeError)
        case decided(Envelope, Response)
    }

    /// Runs until the end of input, until the output is closed by its reader, or until SIGTERM; what has been decided then
    /// is still answered. A line that is not an envelope is answered with a 400; blank lines are skipped.
    ///
    /// `decide` answers a request, and `settle` makes durable what was decided since its last call. If that fails, it returns
    /// the responses to send instead of those.
    package static func run(
        from input: FileDescriptor, to output: FileDescriptor, onUnreadable: (EnvelopeError) -> Void = { _ in },
        decide: (Request) -> Response, settle: () -> [Response]?
    ) throws(SystemError) {
        try answerLines(
            from: input, to: output,
            decide: { line in
                do throws(EnvelopeError) {
                    let (envelope, request) = try Pipe.decode(line)
                    return Answer.decided(envelope, decide(request))
                } catch { return .unreadable(error) }
            },
            size: { if case .decided(_, let response) = $0 { response.body.count } else { 0 } },
            settle: { answers in
                var instead = settle()?.makeIterator()
                return answers.map { answer in
                    switch answer {
                    case .unreadable(let error):
                        onUnreadable(error)
                        return error.answer
                    case .decided(let envelope, let response): return envelope.encode(instead?.next() ?? response)
                    }
                }
            })
    }

    /// The loop of `run`, for lines of any form. `decide` gets `nil` for a line over the limit; `settle` gets what it has
    /// returned for the lines of a batch.
    static func answerLines<Answer>(
        from input: FileDescriptor, to output: FileDescriptor, decide: ([UInt8]?) -> Answer, size: (Answer) -> Int,
        settle: ([Answer]) -> [JSONObject]
    ) throws(SystemError) {
        let termination = Termination()
        var lines = LineReader(input, limit: Pipe.maximumEnvelopeBytes) { () throws(SystemError) in
            try termination.comesBefore(input)
        }
        while !termination.isRequested, let first = try lines.next() {
            var batch: [Answer] = []
            var bytes = 0
            var next: LineReader.Line? = first
            while let line = next {
                if !line.isBlank {
                    let answer = decide(line.bytes)
                    bytes += size(answer)
                    batch.append(answer)
                }
                let isFull = batch.count == maximumBatchLines || bytes >= maximumBatchBytes
                next = isFull || termination.isRequested || !lines.hasLine ? nil : try lines.next()
            }
            var written: [UInt8] = []
            for answer in settle(batch) {
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

extension LineReader.Line {
    /// Nil over the limit.
    fileprivate var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    fileprivate var isBlank: Bool { bytes?.isBlank == true }
}
