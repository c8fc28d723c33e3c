import CancelAPI
import HTTPMessage
import Identity
import POSIX
import Runtimes

#if Network
    import PostgreSQLStore
#endif

extension Check.Report {
    mutating func examineSettings(_ arguments: Arguments) {
        func setting(_ option: Arguments.Option) -> Setting { arguments.setting(option) }

        for warning in reading({ () throws(CommandError) in try UnknownVariables.warnings() }) ?? [] {
            add(.warning, warning)
        }
        if let store = reading({ () throws(CommandError) in try Configuration.store(setting(.store), for: .commandLine)
        }) {
            let given = setting(.store).bytes == nil ? ", the default" : ""
            add(.right, "COUNTERMAND_STORE: \(store)\(given)")
        }
        if let secrets = reading({ () throws(CommandError) in try Configuration.secrets(setting(.jwtSecret)) }) {
            examine(secrets)
        }
        for option in [Arguments.Option.jwtIssuer, .jwtAudience] {
            if let value = reading({ () throws(CommandError) in try setting(option).text() }) ?? nil {
                add(.right, "\(option.variable): tokens must have \(value)")
            }
        }
        if let path = reading({ () throws(CommandError) in try Configuration.basePath(setting(.basePath)) }),
            !path.segments.isEmpty
        {
            add(.right, "COUNTERMAND_BASE_PATH: \(path) is removed from paths")
        }
        if reading({ () throws(CommandError) in try Configuration.corsPolicy(setting(.corsOrigins)) }) != nil,
            setting(.corsOrigins).unlessEmpty.bytes != nil
        {
            add(.right, "COUNTERMAND_CORS_ORIGINS: each is an origin")
        }
        if let isReadOnly = reading({ () throws(CommandError) in try Configuration.isOn(setting(.mcpReadOnly)) }),
            let token = reading({ () throws(CommandError) in try setting(.mcpToken).text() }), token != nil
        {
            add(.right, "COUNTERMAND_MCP_TOKEN: agents \(isReadOnly ? "only look things up" : "can cancel")")
        }
        if reading({ () throws(CommandError) in try Configuration.hasConsole(arguments) }) == true {
            add(.right, "COUNTERMAND_CONSOLE: the page is at /console")
        }
        if let level = reading({ () throws(CommandError) in try Configuration.logLevel(setting(.log), for: .commandLine)
        }),
            setting(.log).unlessEmpty.bytes != nil
        {
            add(.right, "COUNTERMAND_LOG: \(level.rawValue)")
        }
    }

    private mutating func examine(_ secrets: [ConfiguredSecret]) {
        if secrets.isEmpty {
            add(
                .note,
                "COUNTERMAND_JWT_SECRET is not set: every bearer token is refused, and only API Gateway's authorizers can "
                    + "name callers")
            return
        }
        for warning in secrets.compactMap({ $0.warning }) { add(.warning, warning) }
        let count = secrets.count == 1 ? "a secret" : "\(secrets.count) secrets, of which the first signs,"
        add(.right, "COUNTERMAND_JWT_SECRET: \(count) of at least \(Secret.minimumBytes) bytes")
    }

    /// What would be different where a platform starts the program: only the environment counts there.
    mutating func examineEnvironment() {
        var isComplete = true
        do throws(CommandError) { _ = try Configuration.store(Setting(of: .store), for: .cgi) } catch {
            add(.note, "as CGI and on Lambda, where flags are not read: \(error.sentence)")
            isComplete = false
        }
        let secrets = Setting(of: .jwtSecret).bytes ?? []
        let isRelative = secrets.split(separator: UInt8(ascii: ",")).contains {
            $0.first == UInt8(ascii: "@") && $0.dropFirst().first != UInt8(ascii: "/")
        }
        if secrets.isEmpty {
            add(
                .note,
                "as CGI and on Lambda: COUNTERMAND_JWT_SECRET is not in the environment, so bearer tokens are refused")
            isComplete = false
        } else if isRelative {
            add(
                .note,
                "as CGI and on Lambda: COUNTERMAND_JWT_SECRET should name its file by an absolute path, because they start "
                    + "the program in another directory")
            isComplete = false
        }
        if isComplete { add(.right, "as CGI and on Lambda: the environment has the store and the secret") }
    }
}

extension Configuration.Store: CustomStringConvertible {
    var description: String {
        switch self {
        case .file(let directory): "file:\(directory)"
        case .memory(let records): "memory:\(records ?? "")"
        #if Network
            case .postgresql(let address): address.description
        #endif
        }
    }
}
