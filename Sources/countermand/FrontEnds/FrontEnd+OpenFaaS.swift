import HTTPMessage
import POSIX
import Runtimes

extension FrontEnd {
    /// Answers one request of the classic watchdog. The exit code reports a status of 400 and above, because the watchdog
    /// sends 200 whenever the program exits with 0: a refusal must not look like a cancel.
    static func runOpenFaaSWatchdog() throws(CommandError) -> ExitCode {
        let service = try FrontEnd.openFaaSWatchdog.makeService()
        let status = try CommandError.wrapping { () throws(SystemError) in
            try OpenFaaSWatchdog.run(.ofProcess, from: .standardInput, to: .standardOutput, service.respond)
        }
        return status.code >= 400 ? .refused : .success
    }
}
