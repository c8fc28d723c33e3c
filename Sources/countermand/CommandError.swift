import Importing
import POSIX
import Storage

/// Why the program ends early: a sentence for standard error, and the exit code.
struct CommandError: Error {
    let code: ExitCode
    let sentence: String

    init(_ code: ExitCode, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    init(_ error: SystemError) { self.init(.inputOutput, "\(error)") }

    init(_ error: StoreError) {
        switch error {
        case .versionConflict(let key): self.init(.inputOutput, "\(key) was changed by another process; try again")
        case .unavailable(let why): self.init(.inputOutput, why)
        case .uncertain(let why): self.init(.inputOutput, "\(why); whether the last change is on the disk is unknown")
        }
    }

    /// For an error while records are loaded, after all of them were checked.
    init(_ error: ImportError) {
        switch error {
        case .store(let error): self.init(error)
        case .refused(let refusal): self.init(.unusableInput, "the file changed while it was being read: \(refusal)")
        }
    }

    /// Runs `body` and throws its error as a `CommandError`. Closures must name the type of their error: Swift does not
    /// infer it, and Embedded Swift has no `any Error`.
    static func wrapping<Result>(_ body: () throws(SystemError) -> Result) throws(CommandError) -> Result {
        do { return try body() } catch { throw CommandError(error) }
    }
}
