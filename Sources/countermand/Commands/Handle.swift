import Envelopes
import HTTPMessage
import POSIX
import Runtimes

/// `handle` and `stream`: answer envelopes. An answer is written in every case; an exit code other than 0 reports what
/// only the operator can fix.
enum Handle {
    /// Answers one envelope.
    static func run(_ configuration: Configuration, fails: Bool) throws(CommandError) -> ExitCode {
        let service = try Service(configuration)
        if FileDescriptor.standardInput.isTerminal {
            printError("reading an envelope from the terminal; Ctrl-D ends it. For one in a file: countermand < FILE")
        }
        let outcome = try CommandError.wrapping { () throws(SystemError) in
            try Pipe.run(from: .standardInput, to: .standardOutput, service.respond)
        }
        if let failure = service.storeFailure { throw CommandError(failure) }
        switch outcome {
        case .unreadable(let error):
            service.logUnreadable(error)
            throw CommandError(.unusableInput, "\(error)")
        case .answered(let status): return fails && status.code >= 400 ? .refused : .success
        }
    }

    /// Answers one envelope per line. A failure of the store is reported in the answer and does not end the stream.
    static func runStream(_ configuration: Configuration) throws(CommandError) -> ExitCode {
        let service = try Service(configuration)
        if FileDescriptor.standardInput.isTerminal {
            printError("reading envelopes from the terminal, one per line; Ctrl-D ends them")
        }
        try CommandError.wrapping { () throws(SystemError) in
            try Stream.run(
                from: .standardInput, to: .standardOutput, onUnreadable: { service.logUnreadable($0) },
                decide: service.decide, settle: service.settle)
        }
        return .success
    }
}
