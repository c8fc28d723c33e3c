import Envelopes
import HTTPMessage
import POSIX
import Runtimes

/// Answers envelopes. An answer is written whatever happens; the exit code tells what only the operator can mend.
enum Handle {
    /// One envelope.
    static func run(_ configuration: Configuration, fails: Bool) throws(Stop) -> ExitCode {
        let service = try Service(configuration)
        let outcome = try orStop { () throws(SystemError) in
            try Pipe.run(from: .standardInput, to: .standardOutput, service.respond)
        }
        if let failure = service.storeFailure { throw Stop(failure) }
        switch outcome {
        case .unreadable(let error):
            service.note(error)
            throw Stop(.unusableInput, "\(error)")
        case .answered(let status): return fails && status.code >= 400 ? .refused : .success
        }
    }

    /// An envelope a line. One that the store fails for is answered so, and the next one finds it mended or not.
    static func runStream(_ configuration: Configuration) throws(Stop) -> ExitCode {
        let service = try Service(configuration)
        try orStop { () throws(SystemError) in
            try Stream.run(
                from: .standardInput, to: .standardOutput, unreadable: { service.note($0) }, service.respond)
        }
        return .success
    }
}
