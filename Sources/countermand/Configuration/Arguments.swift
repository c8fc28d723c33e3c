import ASCII
import POSIX

/// The arguments of the command line.
struct Arguments {
    enum Command: String, CaseIterable {
        case handle
        case stream
        case mcp
        case `import`
        case export
        case events
        case verify
        case salvage
        case migrate
        case openapi
        case request
        case token
        case check
        case help
        case version
    }

    enum Flag: String, CaseIterable {
        case fail
        case replace
        case follow
        case print
        case contract

        /// The commands that it is for.
        var owners: [Command] {
            switch self {
            case .fail: [.handle, .request]
            case .replace: [.import]
            case .follow: [.events]
            case .print, .contract: [.migrate]
            }
        }
    }

    enum Option: String, CaseIterable {
        case after
        case proof
        case record
        case json
        case header
        case envelope
        case sub
        case role
        case clientID = "client-id"
        case email
        case name
        case expires
        case store
        case jwtSecret = "jwt-secret"
        case jwtIssuer = "jwt-issuer"
        case jwtAudience = "jwt-audience"
        case basePath = "base-path"
        case corsOrigins = "cors-origins"
        case console
        case mcpToken = "mcp-token"
        case mcpReadOnly = "mcp-read-only"
        case log

        /// Whether it is also an environment variable. All commands take it then.
        var isSetting: Bool { owners.isEmpty }

        /// The commands that it is for.
        var owners: [Command] {
            switch self {
            case .after: [.events]
            case .proof, .record: [.verify]
            case .json, .header, .envelope: [.request]
            case .sub, .role, .clientID, .email, .name, .expires: [.request, .token]
            case .store, .jwtSecret, .jwtIssuer, .jwtAudience, .basePath, .corsOrigins, .console, .mcpToken,
                .mcpReadOnly,
                .log:
                []
            }
        }

        var variable: String {
            let name = rawValue.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0.asciiUppercased }
            return UnknownVariables.prefix + String(decoding: name, as: UTF8.self)
        }
    }

    var command = Command.handle
    /// The command that `help` is about; nil for all of them.
    var topic: Command?
    /// The file that `import` reads, or the directory that `salvage` makes a store in.
    var file: String?
    /// The method and the path of `request`.
    var method = ""
    var target = ""
    var flags: [Flag] = []
    private var options: [(option: Option, value: String)] = []

    /// The value of an option, the last one where it is given more than once.
    func value(of option: Option) -> String? {
        var found: String?
        for given in options where given.option == option { found = given.value }
        return found
    }

    /// All values of an option that may be given more than once.
    func values(of option: Option) -> [String] { options.filter { $0.option == option }.map { $0.value } }

    /// Throws if one of them is not UTF-8. It is not shown: it may be a secret.
    init(bytes arguments: [[UInt8]]) throws(CommandError) {
        var texts: [String] = []
        for argument in arguments {
            guard let text = String(validating: argument, as: UTF8.self) else {
                throw CommandError(
                    .usage,
                    "argument \(texts.count + 1) is not UTF-8; a secret of such bytes can be given in a file, as @PATH")
            }
            texts.append(text)
        }
        try self.init(texts)
    }

    /// Accepts `--name value` and `--name=value` in any position. Throws for anything that is not a known option or
    /// command, or does not belong to the command.
    init(_ arguments: [String]) throws(CommandError) {
        var positional: [String] = []
        var arguments = arguments[...]
        while let argument = arguments.popFirst() {
            if argument == "-h" || argument == "-v" {
                arguments = [argument == "-h" ? "--help" : "--version"]
                continue
            }
            guard argument.hasPrefix("--"), argument.utf8.count > 2 else {
                positional.append(argument)
                continue
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if name == "help" || name == "version" {
                command = name == "help" ? .help : .version
                topic = positional.first.flatMap { Command(rawValue: $0) }
                return
            } else if let flag = Flag(rawValue: name), parts.count == 1 {
                flags.append(flag)
            } else if let option = Option(rawValue: name) {
                guard let value = parts.count > 1 ? String(parts[1]) : arguments.popFirst() else {
                    throw CommandError(.usage, "--\(name) needs a value")
                }
                options.append((option, value))
            } else if Flag(rawValue: name) != nil {
                throw CommandError(.usage, "--\(name) takes no value; see countermand --help")
            } else {
                // The value is not shown: it may be a secret.
                let names = Flag.allCases.map { $0.rawValue } + Option.allCases.map { $0.rawValue }
                let guess = Spelling.nearest(to: name, among: names + ["help", "version"])
                throw CommandError(
                    .usage,
                    "unknown option --\(Self.shown(name))\(guess.map { "; did you mean --\($0)?" } ?? "; see countermand --help")"
                )
            }
        }
        try setPositional(positional)
    }

    private mutating func setPositional(_ positional: [String]) throws(CommandError) {
        var positional = positional[...]
        if let name = positional.popFirst() {
            guard let command = Command(rawValue: name) else {
                throw CommandError(.usage, "unknown command \(Self.shown(name)); \(Self.remedy(for: name))")
            }
            self.command = command
        }
        if command == .help, let name = positional.popFirst() {
            guard let topic = Command(rawValue: name) else {
                throw CommandError(.usage, "unknown command \(Self.shown(name)); \(Self.remedy(for: name))")
            }
            self.topic = topic
        }
        if command == .import || command == .salvage {
            guard let file = positional.popFirst() else {
                throw CommandError(
                    .usage,
                    command == .import
                        ? "import needs a file to read, or - for standard input"
                        : "salvage needs a directory for the new store")
            }
            self.file = file
        }
        if command == .request {
            guard let method = positional.popFirst(), let target = positional.popFirst(), target.hasPrefix("/") else {
                throw CommandError(
                    .usage, "request needs a method and a path: countermand request GET /api/work-orders, for example")
            }
            (self.method, self.target) = (method, target)
        }
        if let extra = positional.first {
            throw CommandError(.usage, "unexpected argument \(Self.shown(extra)); see countermand --help")
        }
        try checkOptionsBelongToCommand()
    }

    /// The part of an argument that may be shown: what follows a name could be a secret, and so could a long argument.
    private static func shown(_ argument: String) -> String {
        let maximumBytes = 24
        let name = argument.utf8.prefix { $0.isURIUnreserved || $0 == UInt8(ascii: "/") }
        guard name.count <= maximumBytes else { return "..." }
        return String(Substring(name)) + (name.endIndex < argument.utf8.endIndex ? "..." : "")
    }

    private static func remedy(for name: String) -> String {
        if let nearest = Spelling.nearest(to: name, among: Command.allCases.map { $0.rawValue }) {
            return "did you mean \(nearest)?"
        }
        if let file = try? FileDescriptor.open(name, .read) {
            file.close()
            return "to answer the envelope in the file of that name, write countermand < \(name)"
        }
        return "see countermand --help"
    }

    private func checkOptionsBelongToCommand() throws(CommandError) {
        let given = flags.map { ($0.rawValue, $0.owners) } + options.map { ($0.option.rawValue, $0.option.owners) }
        for (name, owners) in given where !owners.isEmpty && !owners.contains(command) {
            let names = owners.map { $0.rawValue }.joined(separator: " or ")
            throw CommandError(.usage, "--\(name) can only be used with the command \(names)")
        }
    }
}
