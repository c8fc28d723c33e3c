import CancelAPI
import Cancellation
import HTTPMessage
import JSON
import POSIX
import Runtimes

/// Answers the requests of a host that has started the program for them. The command line is not read: a web server may
/// put a client's query there (RFC 3875 §4.4).
enum Serve {
    /// A web server wants an answer and a good end, even where nothing is set up as it must be.
    static func cgi() throws(Stop) -> ExitCode {
        let respond: (Request) -> Response
        do throws(Stop) { respond = try api(for: .cgi).respond } catch {
            say(error.sentence)
            respond = { _ in .notSetUp }
        }
        try orStop { () throws(SystemError) in
            try CGI.run(.ofProcess, from: .standardInput, to: .standardOutput, respond)
        }
        return .success
    }

    /// The platform answers 200 to a good end and 500 to any other: a refusal must not look like a cancel.
    static func watchdog() throws(Stop) -> ExitCode {
        let api = try api(for: .watchdog)
        let status = try orStop { () throws(SystemError) in
            try Watchdog.run(.ofProcess, from: .standardInput, to: .standardOutput, api.respond)
        }
        return status.code >= 400 ? .refused : .success
    }

    static func actionLoop() throws(Stop) -> ExitCode {
        // Before any file is opened, which would get the number.
        guard FileDescriptor.actionResults.isOpen else {
            throw Stop(.inputOutput, "an OpenWhisk action needs \(FileDescriptor.actionResults.name) for its results")
        }
        let api = try api(for: .actionLoop)
        let acknowledges = Process.environment("__OW_WAIT_FOR_ACK")?.isEmpty == false
        try orStop { () throws(SystemError) in
            try ActionLoop.run(
                from: .standardInput, to: .actionResults, acknowledges: acknowledges, api.respond)
        }
        return .success
    }

    private static func api(for frontEnd: FrontEnd) throws(Stop) -> CancelAPI {
        let configuration = try Configuration(Arguments([]), for: frontEnd)
        return CancelAPI(configuration, try configuration.openStore()) { say(Stop($0).sentence) }
    }
}

extension Response {
    /// What is wrong is for the operator to know, not for the caller.
    fileprivate static let notSetUp = Response(
        .internalServerError, .problem,
        [
            "type": "/problems/not-set-up",
            "title": "Not set up",
            "status": .number(Status.internalServerError.code),
            "detail": "The service is not set up yet; what it lacks stands in the server's error log.",
        ])
}
