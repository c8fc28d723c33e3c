import Envelopes
import HTTPMessage
import POSIX
import Runtimes

extension FrontEnd {
    /// Answers events until SIGTERM. If the configuration cannot be used, reports that to the platform as well.
    static func runLambda() throws(CommandError) -> ExitCode {
        let name = "AWS_LAMBDA_RUNTIME_API"
        let variable = Setting(name: name, bytes: Process.environmentBytes(name))
        guard let address = try variable.text().flatMap(SocketAddress.init) else {
            throw variable.unusable("must be an address and a port such as 127.0.0.1:9001")
        }
        let service: Service
        do { service = try FrontEnd.lambda.makeService() } catch {
            // If this fails too, the exit code still reports it.
            _ = try? RuntimeConnection(address).send(.initError(.configuration(error.sentence)))
            throw error
        }
        let trace = EnvironmentVariable("_X_AMZN_TRACE_ID", maximumBytes: 1024)
        do throws(LambdaError) {
            try Lambda.run(
                RuntimeConnection(address, until: Termination()), setTrace: trace.set,
                onUnreadable: { service.logUnreadable($1, id: $0.text) }, service.respond)
        } catch { throw CommandError(.inputOutput, "\(error)") }
        return .success
    }
}
