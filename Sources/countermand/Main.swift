import POSIX

@main
struct Main {
    static func main() {
        FileDescriptor.reserveStandardNumbers()
        Process.ignoreWriteSignals()
        do throws(Stop) {
            let code: ExitCode
            switch FrontEnd.detected {
            case .commandLine: code = try run(arguments())
            case .cgi: code = try Serve.cgi()
            case .watchdog: code = try Serve.watchdog()
            case .actionLoop: code = try Serve.actionLoop()
            case .lambda: code = try Serve.lambda()
            }
            exit(code.rawValue)
        } catch {
            say(error.sentence)
            exit(error.code.rawValue)
        }
    }

    /// Most often there are none, and then even asking for the list of them is saved.
    private static func arguments() throws(Stop) -> Arguments {
        CommandLine.argc > 1 ? try Arguments(Array(CommandLine.arguments.dropFirst())) : Arguments()
    }

    private static func run(_ arguments: Arguments) throws(Stop) -> ExitCode {
        switch arguments.command {
        case .help: return try Help.print()
        case .version: return try Help.printVersion()
        case .openapi: return try Help.printOpenAPI()
        case .handle: return try Handle.run(Configuration(arguments), fails: arguments.flags.contains(.fail))
        case .stream: return try Handle.runStream(Configuration(arguments))
        case .import:
            return try Import.run(
                Configuration(arguments), file: arguments.file ?? "-",
                replaces: arguments.flags.contains(.replace))
        case .export: return try Export.run(Configuration(arguments))
        case .events:
            return try Events.run(
                Configuration(arguments), after: arguments.value(of: .after),
                follows: arguments.flags.contains(.follow))
        case .verify: return try Verify.run(Configuration(arguments), proof: arguments.value(of: .proof))
        }
    }
}
