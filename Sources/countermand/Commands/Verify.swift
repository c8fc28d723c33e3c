import FileStore
import POSIX

/// Walks the journal's hash chain and names every line that does not hold.
enum Verify {
    static func run(_ configuration: Configuration) throws(Stop) -> ExitCode {
        guard case .file(let directory) = configuration.store else {
            throw Stop(.usage, "verify walks the journal of a file store: name one with --store file:DIR")
        }
        let result: Verification
        do { result = try Verification(directory: directory) } catch { throw Stop(error) }
        for fault in result.faults { say(fault) }
        guard result.faults.isEmpty else {
            throw Stop(.unusableInput, "\(result.faults.count) of \(result.lines) lines do not hold")
        }
        say("all \(result.lines) lines hold, \(result.bytes) bytes")
        return .success
    }
}
