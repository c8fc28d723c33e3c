import Envelopes
import HTTPMessage
import POSIX
import Runtimes

extension FrontEnd {
    /// Answers activations until the platform ends the action.
    static func runOpenWhiskActionLoop() throws(CommandError) -> ExitCode {
        let results = OpenWhiskActionLoop.results
        // Checked before any file is opened: that file could get the same number.
        guard results.isOpen else {
            throw CommandError(.inputOutput, "an OpenWhisk action needs \(results.name) for its results; it is closed")
        }
        let service = try FrontEnd.openWhiskActionLoop.makeService()
        let acknowledges = Process.environment("__OW_WAIT_FOR_ACK")?.isEmpty == false
        try CommandError.wrapping { () throws(SystemError) in
            try OpenWhiskActionLoop.run(
                from: .standardInput, to: results, acknowledges: acknowledges,
                onUnreadable: { service.logUnreadable($0) }, service.respond)
        }
        return .success
    }
}
