import CancelAPI
import Cancellation
import HTTPMessage
import POSIX
import Runtimes

/// Answers envelopes. An answer is written whatever happens; the exit code tells what only the operator can mend.
enum Handle {
    /// One envelope.
    static func run(_ configuration: Configuration, fails: Bool) throws(Stop) -> ExitCode {
        var storeFailure: StoreError?
        let api = CancelAPI(configuration, try configuration.openStore()) { storeFailure = $0 }
        let outcome = try orStop { () throws(SystemError) in
            try Pipe.run(from: .standardInput, to: .standardOutput, api.respond)
        }
        if let storeFailure { throw Stop(storeFailure) }
        switch outcome {
        case .unreadable(let error): throw Stop(.unusableInput, "\(error)")
        case .answered(let status): return fails && status.code >= 400 ? .refused : .success
        }
    }

    /// An envelope a line. One that the store fails for is answered so, and the next one finds it mended or not.
    static func runStream(_ configuration: Configuration) throws(Stop) -> ExitCode {
        let api = CancelAPI(configuration, try configuration.openStore()) { say(Stop($0).sentence) }
        try orStop { () throws(SystemError) in
            try Stream.run(from: .standardInput, to: .standardOutput, api.respond)
        }
        return .success
    }
}

extension CancelAPI {
    init(_ configuration: Configuration, _ store: any CancellationStore, report: @escaping (StoreError) -> Void) {
        self.init(
            store: store, authenticator: configuration.authenticator, basePath: configuration.basePath,
            now: { .now }, makeID: Process.makeUUID, report: report)
    }
}
