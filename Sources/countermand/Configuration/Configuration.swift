import ASCII
import CancelAPI
import HTTPMessage
import Identity
import POSIX
import Runtimes

/// The settings, each out of its flag or else its environment variable. What cannot be used stops the program with a
/// sentence that names the variable.
struct Configuration {
    enum Store: Equatable {
        case file(directory: String)
        /// With the records of a file to begin with.
        case memory(records: String?)
    }

    let store: Store
    let authenticator: Authenticator
    let basePath: Path
    let corsPolicy: CORSPolicy
    let logLevel: Log.Level
    /// What can be used, but had better be otherwise: a sentence each.
    let warnings: [String]

    init(_ arguments: Arguments, for frontEnd: FrontEnd = .commandLine) throws(Stop) {
        func setting(_ option: Arguments.Option) -> Setting {
            let name = "COUNTERMAND_" + String(option.rawValue.map { $0 == "-" ? "_" : $0 }).uppercased()
            let value = arguments.value(of: option) ?? Process.environment(name)
            return Setting(name: name, value: value.flatMap { $0.isEmpty ? nil : $0 })
        }
        store = try Self.store(setting(.store), for: frontEnd)
        let secrets = try Self.secrets(setting(.jwtSecret))
        warnings = secrets.compactMap { $0.warning }
        authenticator = Authenticator(
            secrets: secrets.map { $0.secret },
            issuer: setting(.jwtIssuer).value, audience: setting(.jwtAudience).value)
        basePath = try Self.basePath(setting(.basePath))
        corsPolicy = try Self.corsPolicy(setting(.corsOrigins))
        logLevel = try Self.logLevel(setting(.log), for: frontEnd)
    }
}

/// A variable's name and, where it is set and not empty, its value.
struct Setting {
    let name: String
    let value: String?

    func unusable(_ why: String) -> Stop { Stop(.configuration, "\(name) \(why)") }
}

extension Configuration {
    private static let defaultDirectory = ".countermand"

    /// Where somebody else starts the program, its working directory says nothing about where records should be.
    private static func store(_ setting: Setting, for frontEnd: FrontEnd) throws(Stop) -> Store {
        guard let value = setting.value else {
            guard frontEnd == .commandLine else { throw setting.unusable("must be set: write file:/DIR") }
            return .file(directory: defaultDirectory)
        }
        if value.hasPrefix("file:") {
            let directory = value.dropFirst("file:".count)
            guard !directory.isEmpty else { throw setting.unusable("names no directory: write file:DIR") }
            guard frontEnd == .commandLine || directory.hasPrefix("/") else {
                throw setting.unusable("names a directory by a relative path: write file:/DIR")
            }
            return .file(directory: String(directory))
        }
        if value.hasPrefix("memory:") {
            let records = value.dropFirst("memory:".count)
            return .memory(records: records.isEmpty ? nil : String(records))
        }
        throw setting.unusable("is none of file:DIR, memory: and memory:RECORDS.ndjson")
    }

    /// Parts with commas between them, each a secret or the file that it is in. No error text shows a secret.
    private static func secrets(_ setting: Setting) throws(Stop) -> [ConfiguredSecret] {
        var secrets: [ConfiguredSecret] = []
        for part in setting.value?.split(separator: ",") ?? [] {
            secrets.append(
                part.hasPrefix("@")
                    ? try ConfiguredSecret(file: String(part.dropFirst()), setting)
                    : try ConfiguredSecret(Array(part.utf8), setting))
        }
        return secrets
    }

    private static func basePath(_ setting: Setting) throws(Stop) -> Path {
        guard let value = setting.value else { return Path("") }
        let path = Path(value)
        guard value.utf8.first == UInt8(ascii: "/"), !path.segments.isEmpty, !path.segments.contains("") else {
            throw setting.unusable("must be a path such as /v1")
        }
        return path
    }

    private static func corsPolicy(_ setting: Setting) throws(Stop) -> CORSPolicy {
        let given = setting.value?.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0.trimmingOptionalWhitespace)
        }
        guard let policy = CORSPolicy(given ?? []) else {
            throw setting.unusable("must be origins such as https://example.com, with commas between them")
        }
        return policy
    }

    /// Where nobody is there to read what is written, a log is what remains.
    private static func logLevel(_ setting: Setting, for frontEnd: FrontEnd) throws(Stop) -> Log.Level {
        guard let value = setting.value else { return [.cgi, .lambda].contains(frontEnd) ? .info : .error }
        guard let level = Log.Level(rawValue: value) else { throw setting.unusable("is none of off, error and info") }
        return level
    }
}
