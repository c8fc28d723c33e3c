import HTTPMessage
import POSIX
import Runtimes

extension FrontEnd {
    /// Answers one request of a web server. If the configuration cannot be used, the answer is a 500 and the exit code
    /// still 0, because a web server may discard the answer of a program that fails.
    static func runCGI() throws(CommandError) -> ExitCode {
        let respond: (Request) -> Response
        do throws(CommandError) { respond = try FrontEnd.cgi.makeService().respond } catch {
            printError(error.sentence)
            respond = { _ in .notSetUp }
        }
        try CommandError.wrapping { () throws(SystemError) in
            try CGI.run(.ofProcess, from: .standardInput, to: .standardOutput, respond)
        }
        return .success
    }
}

extension Response {
    /// Does not say what is wrong: that is for the operator, not for the caller.
    fileprivate static let notSetUp = Response(
        ProblemDetails(
            type: "not-set-up", title: "Not set up", status: .internalServerError,
            detail: "The service is not set up yet; what it lacks stands in the server's error log."))
}
