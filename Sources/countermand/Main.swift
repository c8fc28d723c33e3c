import POSIX

@main
struct Main {
    static func main() {
        Memory.populateStart()
        FileDescriptor.reserveStandardNumbers()
        Process.ignoreWriteSignals()
        do throws(CommandError) {
            let code: ExitCode
            switch FrontEnd.detected {
            case .commandLine: code = try run(Arguments(bytes: Process.arguments))
            case .cgi: code = try FrontEnd.runCGI()
            case .openFaaSWatchdog: code = try FrontEnd.runOpenFaaSWatchdog()
            case .openWhiskActionLoop: code = try FrontEnd.runOpenWhiskActionLoop()
            case .lambda: code = try FrontEnd.runLambda()
            }
            exit(code.rawValue)
        } catch {
            printError(error.sentence)
            exit(error.code.rawValue)
        }
    }

    private static func run(_ arguments: Arguments) throws(CommandError) -> ExitCode {
        switch arguments.command {
        case .help: return try Help.print(arguments.topic)
        case .version: return try Help.printVersion()
        case .openapi: return try Help.printOpenAPI(hasConsole: Configuration.hasConsole(arguments))
        case .handle: return try Handle.run(Configuration(arguments), fails: arguments.flags.contains(.fail))
        case .stream: return try Handle.runStream(Configuration(arguments))
        case .mcp: return try ServeMCP.run(arguments)
        case .import:
            return try Import.run(
                Configuration(arguments), file: arguments.file ?? "-",
                replaces: arguments.flags.contains(.replace))
        case .export: return try Export.run(Configuration(arguments))
        case .events:
            return try Events.run(
                Configuration(arguments), after: arguments.value(of: .after),
                follows: arguments.flags.contains(.follow))
        case .salvage: return try SalvageCommand.run(Configuration(arguments), into: arguments.file ?? "")
        case .migrate: return try Migrate.run(arguments)
        case .request: return try SendRequest.run(arguments)
        case .token: return try IssueToken.run(arguments)
        case .check: return try Check.run(arguments)
        case .verify:
            return try Verify.run(
                Configuration(arguments), proof: arguments.value(of: .proof),
                record: arguments.value(of: .record))
        }
    }
}
