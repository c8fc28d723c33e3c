/// The words of the command line.
struct Arguments {
    enum Command: String, CaseIterable {
        case handle
        case stream
        case `import`
        case export
        case events
        case verify
        case openapi
        case help
        case version
    }

    enum Flag: String, CaseIterable {
        case fail
        case replace
        case follow
    }

    enum Option: String, CaseIterable {
        case after
        case proof
        case store
        case jwtSecret = "jwt-secret"
        case jwtIssuer = "jwt-issuer"
        case jwtAudience = "jwt-audience"
        case basePath = "base-path"
        case corsOrigins = "cors-origins"
        case log
    }

    var command = Command.handle
    /// What `import` reads.
    var file: String?
    var flags: [Flag] = []
    private var options: [(option: Option, value: String)] = []

    /// The value of an option, the last one where it is given more than once.
    func value(of option: Option) -> String? {
        var found: String?
        for given in options where given.option == option { found = given.value }
        return found
    }

    /// Takes `--name value` and `--name=value`, anywhere.
    init(_ words: [String]) throws(Stop) {
        var positional: [String] = []
        var words = words[...]
        while let word = words.popFirst() {
            guard word.hasPrefix("--"), word.utf8.count > 2 else {
                positional.append(word)
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if name == "help" || name == "version" {
                command = name == "help" ? .help : .version
                return
            } else if let flag = Flag(rawValue: name), parts.count == 1 {
                flags.append(flag)
            } else if let option = Option(rawValue: name) {
                guard let value = parts.count > 1 ? String(parts[1]) : words.popFirst() else {
                    throw Stop(.usage, "--\(name) needs a value")
                }
                options.append((option, value))
            } else if Flag(rawValue: name) != nil {
                throw Stop(.usage, "--\(name) takes no value")
            } else {
                // Without what follows the name, which may be a secret.
                throw Stop(.usage, "there is no option --\(name); see countermand --help")
            }
        }
        try take(positional)
    }

    private mutating func take(_ positional: [String]) throws(Stop) {
        var positional = positional[...]
        if let name = positional.popFirst() {
            guard let command = Command(rawValue: name) else {
                throw Stop(.usage, "there is no command \(name); see countermand --help")
            }
            self.command = command
        }
        if command == .import {
            guard let file = positional.popFirst() else {
                throw Stop(.usage, "import needs a file to read, or - for standard input")
            }
            self.file = file
        }
        if let word = positional.first { throw Stop(.usage, "\(word) is one word too many; see countermand --help") }
        try checkThatAllBelong()
    }

    private func checkThatAllBelong() throws(Stop) {
        let owners: [(Bool, String, Command)] = [
            (flags.contains(.fail), "--fail", .handle),
            (flags.contains(.replace), "--replace", .import),
            (flags.contains(.follow), "--follow", .events),
            (value(of: .after) != nil, "--after", .events),
            (value(of: .proof) != nil, "--proof", .verify),
        ]
        for (isGiven, name, owner) in owners where isGiven && command != owner {
            throw Stop(.usage, "\(name) belongs to the command \(owner.rawValue)")
        }
    }
}
