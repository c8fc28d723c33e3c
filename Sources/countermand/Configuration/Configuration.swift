import ASCII
import CancelAPI
import HTTPMessage
import Identity
import POSIX
import Runtimes

#if Network
    import PostgreSQLStore
#endif

/// The settings, each from its option or else its environment variable. A setting that cannot be used is an error whose
/// sentence names the variable.
struct Configuration {
    enum Store: Equatable {
        case file(directory: String)
        /// Loaded from the file `records` at the start, if there is one.
        case memory(records: String?)
        #if Network
            case postgresql(ServerAddress)
        #else
            /// What is wrong with the address of a server.
            static let noServers = "this build cannot use: build with --traits EmbeddedNetwork"
        #endif
    }

    let store: Store
    let authenticator: Authenticator
    /// Empty where requests do not come through a web server.
    var basePath: Path
    let corsPolicy: CORSPolicy
    let hasConsole: Bool
    /// The caller for whom `mcp` acts.
    let mcpToken: String?
    /// Whether `mcp` changes nothing.
    let isMCPReadOnly: Bool
    let logLevel: Log.Level
    /// A sentence for each setting that can be used but should be changed.
    let warnings: [String]

    init(_ arguments: Arguments, for frontEnd: FrontEnd = .commandLine) throws(CommandError) {
        let unknown = try UnknownVariables.warnings()
        store = try Self.store(arguments.setting(.store), for: frontEnd)
        let secrets = try Self.secrets(arguments.setting(.jwtSecret))
        warnings = secrets.compactMap { $0.warning } + unknown
        authenticator = Authenticator(
            secrets: secrets.map { $0.secret },
            issuer: try arguments.setting(.jwtIssuer).text(), audience: try arguments.setting(.jwtAudience).text())
        basePath = try Self.basePath(arguments.setting(.basePath))
        corsPolicy = try Self.corsPolicy(arguments.setting(.corsOrigins))
        hasConsole = try Self.hasConsole(arguments)
        mcpToken = try arguments.setting(.mcpToken).text()
        isMCPReadOnly = try Self.isOn(arguments.setting(.mcpReadOnly))
        logLevel = try Self.logLevel(arguments.setting(.log), for: frontEnd)
    }
}

extension Configuration {
    private static let defaultDirectory = ".countermand"

    /// Only the command line has a default and accepts relative paths: a platform may start the program in any directory.
    static func store(_ setting: Setting, for frontEnd: FrontEnd) throws(CommandError) -> Store {
        guard let value = try setting.text() else {
            guard frontEnd == .commandLine else { throw setting.unusable("must be set, to file:/DIR for example") }
            return .file(directory: defaultDirectory)
        }
        if value.hasPrefix("file:") {
            let directory = value.dropFirst("file:".count)
            guard !directory.isEmpty else { throw setting.unusable("names no directory; write file:DIR") }
            guard frontEnd == .commandLine || directory.hasPrefix("/") else {
                throw setting.unusable("must have an absolute path: file:/DIR")
            }
            return .file(directory: String(directory))
        }
        if value.hasPrefix("memory:") {
            let records = value.dropFirst("memory:".count)
            return .memory(records: records.isEmpty ? nil : String(records))
        }
        if value.hasPrefix("postgresql:") || value.hasPrefix("postgres:") {
            #if Network
                guard let address = ServerAddress(value) else {
                    throw setting.unusable(
                        "is no address of a PostgreSQL server: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with "
                            + "the characters @ / : % # and ? of a password percent-encoded")
                }
                return .postgresql(address)
            #else
                throw setting.unusable("names a PostgreSQL server, which \(Store.noServers)")
            #endif
        }
        // The address of another server could have a password in it.
        let remedy = value.contains(":") ? "" : "; for the directory \(value) write file:\(value)"
        throw setting.unusable("must be file:DIR, memory: or memory:RECORDS.ndjson" + remedy)
    }

    /// Comma-separated; each part is a secret or, after `@`, the path of a file with one. No error text shows a secret.
    static func secrets(_ setting: Setting) throws(CommandError) -> [ConfiguredSecret] {
        var secrets: [ConfiguredSecret] = []
        let parts =
            try setting.nonEmptyBytes()?.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) ?? []
        for part in parts {
            if part.isEmpty { throw setting.unusable("has an empty secret: remove the comma beside it") }
            guard part.first == UInt8(ascii: "@") else {
                secrets.append(try ConfiguredSecret(Array(part), setting))
                continue
            }
            guard let path = String(validating: part.dropFirst(), as: UTF8.self) else {
                throw setting.unusable("names a file whose path is not UTF-8")
            }
            secrets.append(try ConfiguredSecret(file: path, setting))
        }
        return secrets
    }

    static func basePath(_ setting: Setting) throws(CommandError) -> Path {
        guard let value = try setting.text() else { return Path("") }
        let path = Path(value)
        guard value.utf8.first == UInt8(ascii: "/"), !path.segments.isEmpty, !path.segments.contains("") else {
            throw setting.unusable("must be a path such as /v1")
        }
        return path
    }

    static func corsPolicy(_ setting: Setting) throws(CommandError) -> CORSPolicy {
        let given = try setting.unlessEmpty.text()?.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0.trimmingOptionalWhitespace)
        }
        guard let policy = CORSPolicy(given ?? []) else {
            throw setting.unusable("must be origins such as https://example.com, separated by commas")
        }
        return policy
    }

    /// Whether the page at `/console` is served.
    static func hasConsole(_ arguments: Arguments) throws(CommandError) -> Bool {
        try isOn(arguments.setting(.console))
    }

    /// The default is `off`.
    static func isOn(_ setting: Setting) throws(CommandError) -> Bool {
        switch try setting.text() {
        case "on": return true
        case "off", nil: return false
        default: throw setting.unusable("must be on or off")
        }
    }

    /// The default is `info` as CGI and on Lambda, where standard error is collected in a log.
    static func logLevel(_ setting: Setting, for frontEnd: FrontEnd) throws(CommandError) -> Log.Level {
        guard let value = try setting.unlessEmpty.text() else {
            return [.cgi, .lambda].contains(frontEnd) ? .info : .error
        }
        guard let level = Log.Level(rawValue: value) else { throw setting.unusable("must be off, error or info") }
        return level
    }
}
