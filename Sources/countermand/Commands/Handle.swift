import CancelAPI
import Cancellation
import HTTPMessage
import POSIX
import Runtimes

/// Answers one envelope. An answer is written whatever happens; the exit code tells what only the operator can mend.
enum Handle {
    static func run(_ configuration: Configuration, fails: Bool) throws(Stop) -> ExitCode {
        var storeFailure: StoreError?
        let api = CancelAPI(
            store: try configuration.openStore(), authenticator: configuration.authenticator,
            basePath: configuration.basePath, now: { .now }, makeID: Process.makeUUID,
            report: { storeFailure = $0 })
        let outcome: Pipe.Outcome
        do {
            outcome = try Pipe.run(from: .standardInput, to: .standardOutput, api.respond)
        } catch { throw Stop(error) }
        if let storeFailure { throw Stop(storeFailure) }
        switch outcome {
        case .unreadable(let error): throw Stop(.unusableInput, "\(error)")
        case .answered(let status): return fails && status.code >= 400 ? .refused : .success
        }
    }
}
