import ASCII
import CancelAPI
import Envelopes
import HTTPMessage
import JSON
import POSIX

/// `request`: makes a request out of its arguments and answers it, or prints it as a platform would pass it on.
enum SendRequest {
    static func run(_ arguments: Arguments) throws(CommandError) -> ExitCode {
        let configuration = try Configuration(arguments)
        if let name = arguments.value(of: .envelope) {
            try printOutput(sample(arguments, configuration, for: name))
            return .success
        }
        // What it shows is what a platform would get: the request takes the way of an envelope.
        let event = try Platform.httpV2JWT.event(
            request(arguments, configuration), from: Caller(arguments, defaultSubject: defaultSubject))
        let decoded: (Envelope, Request)
        do throws(EnvelopeError) { decoded = try Envelope.decode(event.bytes) } catch {
            throw CommandError(.usage, "\(error)")
        }
        let service = try Service(configuration)
        let response = service.respond(to: decoded.1)
        try printOutput(FileDescriptor.standardOutput.isTerminal ? response.readable : response.body + lineFeed)
        if let failure = service.storeFailure { throw CommandError(failure) }
        return arguments.flags.contains(.fail) && response.status.code >= 400 ? .refused : .success
    }

    /// Who acts if no `--sub` says it.
    private static let defaultSubject = "command-line"
    private static let lineFeed = [UInt8(ascii: "\n")]

    private static func sample(
        _ arguments: Arguments, _ configuration: Configuration, for name: String
    ) throws(CommandError) -> [UInt8] {
        let caller = try Caller(arguments, defaultSubject: defaultSubject)
        let platform = Platform(named: name)
        guard platform != nil || name == "cgi" else {
            let names = (Platform.allCases.map { $0.rawValue } + ["cgi"]).joined(separator: ", ")
            throw CommandError(.usage, "--envelope must be one of rest-v1, http-v2, lattice, \(names)")
        }
        var fields: [(String, String)] = []
        if let caller, platform?.hasAuthorizer != true {
            let token = try IssueToken.token(for: caller, arguments, configuration)
            fields.append(("Authorization", "Bearer " + token))
        }
        let request = try request(arguments, configuration, adding: fields)
        guard let platform else { return Array(request.cgiCommand.utf8) }
        return JSONValue.object(platform.event(request, from: caller)).indentedBytes + lineFeed
    }

    private static func request(
        _ arguments: Arguments, _ configuration: Configuration, adding others: [(String, String)] = []
    ) throws(CommandError) -> ClientRequest {
        var fields: [(name: String, value: String)] = []
        for field in arguments.values(of: .header) {
            let parts = field.utf8.split(
                separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                // The field is not shown: its value may be a token.
                throw CommandError(.usage, "--header needs a name and a value, such as 'X-Client-Context: 1'")
            }
            fields.append((String(Substring(parts[0])), String(Substring(parts[1]).trimmingOptionalWhitespace)))
        }
        let body = arguments.value(of: .json).map { Array($0.utf8) } ?? []
        func has(_ name: String) -> Bool { fields.contains { $0.name.equalsIgnoringASCIICase(name) } }
        if has("Authorization"), try Caller(arguments, defaultSubject: defaultSubject) != nil {
            throw CommandError(.usage, "the caller is named twice: by --header Authorization and by --sub or --role")
        }
        for other in others { fields.append((other.0, other.1)) }
        if !body.isEmpty, !has("Content-Type") { fields.append(("Content-Type", "application/json")) }
        let target = arguments.target
        var path = Path(String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") })))
        path.remove(prefix: configuration.basePath)
        return ClientRequest(
            arguments.method, target: target, fields: fields, body: body,
            template: CancelAPI.template(Method(arguments.method), path))
    }
}

extension Response {
    /// Status, header fields and body for people at a terminal.
    fileprivate var readable: [UInt8] {
        var lines = ["\(status.code) \(status.reason)"] + self.fields.fields.map { "\($0.name): \($0.value)" }
        if !body.isEmpty {
            let text = (try? JSONValue(parsing: body))?.indentedBytes ?? body
            lines += [""] + text.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        }
        return lines.flatMap { Array($0.utf8).escapingControlCharacters + [UInt8(ascii: "\n")] }
    }
}
