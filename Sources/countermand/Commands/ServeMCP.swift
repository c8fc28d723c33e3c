import CancelAPI
import FileStore
import HTTPMessage
import Identity
import JSON
import MCP
import POSIX
import Runtimes
import Storage

/// `mcp`: serves the Model Context Protocol to an agent's host, which has started the program.
enum ServeMCP {
    private static let keyBytes = 32

    static func run(_ arguments: Arguments) throws(CommandError) -> ExitCode {
        var configuration = try Configuration(arguments)
        // Paths are made of the API's own, without what a web server has in front of them.
        configuration.basePath = Path("")
        let token = try token(configuration, arguments.setting(.mcpToken))
        let service = try Service(configuration)
        if case .file(let directory) = configuration.store {
            do throws(StoreError) { try FileStore.requireStore(in: directory) } catch { throw CommandError(error) }
        }
        if FileDescriptor.standardInput.isTerminal {
            printError(
                "reading messages of the Model Context Protocol from the terminal, one per line; Ctrl-D ends them")
        }
        var server = MCPServer(
            MCPServer.Setup(
                document: OpenAPI.document(hasConsole: false), token: token, isReadOnly: configuration.isMCPReadOnly,
                version: OpenAPI.version, key: Process.randomBytes(keyBytes)),
            now: Process.now, makeID: Process.makeUUID, respond: service.respond)
        try CommandError.wrapping { () throws(SystemError) in
            try MessageLines.run(from: .standardInput, to: .standardOutput, answer: { server.answer($0) })
        }
        return .success
    }

    /// Refused at the start where it would be refused with every call.
    private static func token(_ configuration: Configuration, _ setting: Setting) throws(CommandError) -> String {
        guard let token = configuration.mcpToken else {
            throw setting.unusable(
                "must be set, to the bearer token that the agent acts with; countermand token makes one")
        }
        do throws(Authenticator.Failure) {
            _ = try configuration.authenticator.principal(
                claims: nil, authorization: ["Bearer " + token], now: Process.now() / 1000)
        } catch { throw setting.unusable("is a token that is refused (\(error.rawValue)): set another one") }
        return token
    }
}
