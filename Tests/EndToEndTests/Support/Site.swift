import Foundation
import TestSupport

/// A file store in a directory of its own, and the program that is asked about it.
struct Site {
    let directory: TemporaryDirectory
    private var program: Program

    /// Without a store yet.
    init() throws {
        directory = try TemporaryDirectory()
        try Data(Token.secret.utf8).write(to: directory["secret"])
        program = Program(
            Program.product("countermand"),
            environment: ["COUNTERMAND_STORE": "file:store", "COUNTERMAND_JWT_SECRET": "@secret"],
            in: directory.url)
        try permit(0o600, "secret")
        #if Network
            if Self.usesDatabases {
                let server = try PostgreSQLServer.shared.get()
                environment["COUNTERMAND_STORE"] = try server.address(
                    server.makeDatabase(from: Self.emptyDatabase.get()))
            }
        #endif
    }

    #if Network
        /// With `COUNTERMAND_TEST_STORE=postgresql` each site has a database instead of a directory.
        static let usesDatabases = ProcessInfo.processInfo.environment["COUNTERMAND_TEST_STORE"] == "postgresql"

        /// The name of one with nothing but the schema in it.
        static let emptyDatabase = Result {
            let server = try PostgreSQLServer.shared.get()
            let name = try server.makeDatabase()
            let ended = try Program(Program.product("countermand"), in: URL(filePath: "/tmp")).run(
                "--store", server.address(name), "migrate")
            guard ended.ending == .exit(0) else { throw Unusable(ended: ended) }
            return name
        }
    #else
        static let usesDatabases = false
    #endif

    /// With the sample records in it.
    static func withSamples() throws -> Site {
        let site = try Site()
        if usesDatabases {
            try site.load(Samples.records.path)
            return site
        }
        try FileManager.default.createDirectory(at: site.directory["store"], withIntermediateDirectories: true)
        try site.overwriteJournal(sampleJournal.get())
        return site
    }

    /// Imported once: the journal is all that a store needs.
    private static let sampleJournal = Result {
        let site = try Site()
        try site.load(Samples.records.path)
        return try site.journalBytes()
    }

    /// With records in it, a line each.
    static func with(_ records: [String]) throws -> Site {
        let site = try Site()
        try site.load("-", input: records.map { $0 + "\n" }.joined())
        return site
    }

    struct Unusable: Error {
        let ended: Ended
    }

    private func load(_ file: String, input: String = "") throws {
        let ended = try run("import", file, input: Array(input.utf8))
        guard ended.ending == .exit(0) else { throw Unusable(ended: ended) }
    }

    var environment: [String: String] {
        get { program.environment }
        set { program.environment = newValue }
    }

    /// The directory exists as long as the program runs, even if the site is no longer referenced.
    func run(_ arguments: String..., input: [UInt8] = []) throws -> Ended { try run(arguments, input: input) }

    func run(_ arguments: [String], input: [UInt8] = []) throws -> Ended {
        try withExtendedLifetime(directory) { try program.run(arguments, input: input) }
    }

    func runUnread(_ arguments: String..., input: [UInt8] = []) throws -> Ended {
        try withExtendedLifetime(directory) { try program.runUnread(arguments, input: input) }
    }

    /// The site must be referenced until the process has ended.
    func start(_ arguments: String..., input: [UInt8] = [], isHeld: Bool = true) throws -> Running {
        try program.start(arguments, input: input, isHeld: isHeld)
    }

    /// Runs a line of shell: `$0` is the program, `$1` and so on are `arguments`.
    func shell(_ script: String, _ arguments: String..., input: [UInt8] = []) throws -> Ended {
        try withExtendedLifetime(directory) {
            try shell.run(["-c", script, program.executable.path] + arguments, input: input)
        }
    }

    /// Starts a line of shell. The site must be referenced until the process has ended.
    func startShell(_ script: String) throws -> Running { try shell.start(["-c", script, program.executable.path]) }

    private var shell: Program {
        var shell = program
        shell.executable = URL(filePath: "/bin/bash")
        shell.environment["PATH"] = "/usr/bin:/bin"
        return shell
    }

    func answer(_ ask: Ask) throws -> Answer { try Answer(run(input: ask.envelope)) }

    /// All records and all events, as `export` and `events` print them. The order of the records is not guaranteed.
    /// Empty if there is no store yet.
    func contents() throws -> [String] {
        guard Self.usesDatabases || FileManager.default.fileExists(atPath: journal.path) else { return [] }
        return try ["export", "events"].flatMap { command in
            let ended = try run(command)
            guard ended.ending == .exit(0) else { throw Unusable(ended: ended) }
            return command == "export" ? ended.lines.sorted() : ended.lines
        }
    }

    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: directory[name]) }

    /// Sets a file's mode.
    func permit(_ mode: Int, _ name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: directory[name].path)
    }

    var journal: URL { directory["store/journal"] }

    /// What a refusal leaves as it is, to the byte.
    func journalBytes() throws -> [UInt8] { try [UInt8](Data(contentsOf: journal)) }

    /// Adds to the end of the journal.
    func append(_ bytes: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: journal)
        try file.seekToEnd()
        try file.write(contentsOf: bytes)
        try file.close()
    }

    /// The state after a restart of the machine: the index is not used.
    func overwriteJournal(_ bytes: [UInt8]) throws {
        try? FileManager.default.removeItem(at: directory["store/index"])
        try Data(bytes).write(to: journal)
    }
}
