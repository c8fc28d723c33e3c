import Envelopes
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
        do throws(Stop) { respond = try service(for: .cgi).respond } catch {
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
        let service = try service(for: .watchdog)
        let status = try orStop { () throws(SystemError) in
            try OpenFaaSWatchdog.run(.ofProcess, from: .standardInput, to: .standardOutput, service.respond)
        }
        return status.code >= 400 ? .refused : .success
    }

    static func actionLoop() throws(Stop) -> ExitCode {
        // Before any file is opened, which would get the number.
        guard FileDescriptor.actionResults.isOpen else {
            throw Stop(.inputOutput, "an OpenWhisk action needs \(FileDescriptor.actionResults.name) for its results")
        }
        let service = try service(for: .actionLoop)
        let acknowledges = Process.environment("__OW_WAIT_FOR_ACK")?.isEmpty == false
        try orStop { () throws(SystemError) in
            try OpenWhiskActionLoop.run(
                from: .standardInput, to: .actionResults, acknowledges: acknowledges, unreadable: { service.note($0) },
                service.respond)
        }
        return .success
    }

    /// The platform is told why the program cannot start; who reads its log as well.
    static func lambda() throws(Stop) -> ExitCode {
        let variable = Setting(name: "AWS_LAMBDA_RUNTIME_API", value: Process.environment("AWS_LAMBDA_RUNTIME_API"))
        guard let address = variable.value.flatMap(SocketAddress.init) else {
            throw variable.unusable("must be an address and a port such as 127.0.0.1:9001")
        }
        let service: Service
        do { service = try Self.service(for: .lambda) } catch {
            // Where this fails, the exit code still tells.
            _ = try? RuntimeConnection(address).send(.initError(.configuration(error.sentence)))
            throw error
        }
        let trace = EnvironmentVariable("_X_AMZN_TRACE_ID", maximumBytes: 1024)
        do throws(LambdaFailure) {
            try Lambda.run(
                RuntimeConnection(address, until: Termination()), trace: trace.set,
                unreadable: { service.note($1, id: $0.text) }, service.respond)
        } catch { throw Stop(.inputOutput, "\(error)") }
        return .success
    }

    private static func service(for frontEnd: FrontEnd) throws(Stop) -> Service {
        try Service(Configuration(Arguments([]), for: frontEnd))
    }
}

extension Response {
    /// What is wrong is for the operator to know, not for the caller.
    fileprivate static let notSetUp = Response(
        ProblemDetails(
            type: "not-set-up", title: "Not set up", status: .internalServerError,
            detail: "The service is not set up yet; what it lacks stands in the server's error log."))
}
