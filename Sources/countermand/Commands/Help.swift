import CancelAPI
import JSON
import POSIX

/// `help`, `version` and `openapi`: print what is known without a store.
enum Help {
    /// All of it, or what there is about one command. No line has more than 80 columns.
    static func print(_ topic: Arguments.Command?) throws(CommandError) -> ExitCode {
        let sections = Section.allCases.filter { topic == nil || $0.command == topic }
        let text = sections.map { $0.text }.joined()
        if topic == nil {
            try printOutput(Array((introduction + text + settings).utf8))
        } else {
            try printOutput(Array((text + "\nSettings and exit codes: countermand --help\n").utf8))
        }
        return .success
    }

    static func printVersion() throws(CommandError) -> ExitCode {
        try printOutput(Array("countermand \(OpenAPI.version)\n".utf8))
        return .success
    }

    static func printOpenAPI(hasConsole: Bool) throws(CommandError) -> ExitCode {
        try printOutput(OpenAPI.document(hasConsole: hasConsole).bytes + [UInt8(ascii: "\n")])
        return .success
    }

    /// What is printed of one command.
    private enum Section: CaseIterable {
        case handle, stream, mcp, request, token, `import`, export, events, verify, salvage, migrate, check, openapi,
            help, version

        var command: Arguments.Command {
            switch self {
            case .handle: .handle
            case .stream: .stream
            case .mcp: .mcp
            case .import: .import
            case .export: .export
            case .events: .events
            case .verify: .verify
            case .salvage: .salvage
            case .migrate: .migrate
            case .request: .request
            case .token: .token
            case .check: .check
            case .openapi: .openapi
            case .help: .help
            case .version: .version
            }
        }

        var text: String {
            switch self {
            case .handle:
                """
                countermand [handle] < FILE   answer one envelope, from standard input to
                                              standard output
                    --fail                    exit with 22 if the status is 400 or above

                """
            case .stream: "countermand stream < FILE     answer one envelope per line until the end\n"
            case .mcp:
                """
                countermand mcp               serve the Model Context Protocol on standard
                                              input and output: an agent looks records up,
                                              and cancels what a person confirms

                """
            case .request:
                """
                countermand request METHOD PATH
                                              make a request and answer it; prints the body,
                                              in a terminal also status and header fields
                    --json BODY               the body
                    --header 'NAME: VALUE'    a header field; may be repeated
                    --sub ID --role ROLE --client-id N --email EMAIL --name NAME
                                              the caller; --role may be repeated
                    --fail                    exit with 22 if the status is 400 or above
                    --envelope PLATFORM       only print the request as the platform passes
                                              it on: rest-v1, http-v2, function-url, alb,
                                              lattice, openwhisk, cgi, or as in events
                    --expires TIME            of the token that a platform without an
                                              authorizer needs, as below

                """
            case .token:
                """
                countermand token --sub ID    print a bearer token for the caller with that id
                    --role ROLE --client-id N --email EMAIL --name NAME
                                              what else it says of the caller
                    --expires TIME            valid for 90s, 15m, 1h (the default), 7d or
                                              never ending

                """
            case .check:
                """
                countermand check             say what is right and what is wrong with the
                                              settings and the store, and what to do;
                                              exit with 78 if anything is wrong

                """
            case .import:
                """
                countermand import FILE|-     load records, one JSON object per line; makes the
                                              store if there is none
                    --replace                 overwrite existing records that differ

                """
            case .export: "countermand export            print every record, one per line, for import\n"
            case .events:
                """
                countermand events            print the events as CloudEvents, one per line
                    --after SEQUENCE          only those after the event of that sequence
                    --follow                  wait for more events at the end

                """
            case .verify:
                """
                countermand verify            check the hash of every line of the journal
                    --proof HASH              and find the cancel whose answer had that
                                              Cancellation-Proof
                    --record KIND/ID          in the chain of that record, which a
                                              PostgreSQL store has for each

                """
            case .salvage:
                """
                countermand salvage DIR       copy what comes before the damage in a store
                                              into a new one in DIR, and list what is left

                """
            case .migrate:
                """
                countermand migrate           put the schema of a PostgreSQL store into its
                                              database, or bring it up to date
                    --print                   only print the SQL
                    --contract                take away what only earlier versions needed

                """
            case .openapi: "countermand openapi           print the OpenAPI document\n"
            case .help: "countermand help [COMMAND]    print this, or about one command; also --help, -h\n"
            case .version: "countermand --version         print the version; also -v\n"
            }
        }
    }

    private static let introduction = """
        Answers cancel requests: reads a JSON request envelope and writes a JSON
        response envelope.


        """

    private static let settings = """

        Settings, each also an environment variable (--base-path is
        COUNTERMAND_BASE_PATH):
            --store STORE             file:DIR, memory:, memory:RECORDS.ndjson, or, if
                                      built for it, postgresql://HOST/DATABASE;
                                      default file:.countermand
            --jwt-secret SECRET       the key of bearer tokens (HS256), at least 32
                                      bytes, or @PATH of a file with it; several are
                                      separated by commas
            --jwt-issuer ISSUER       the iss that tokens must have
            --jwt-audience AUDIENCE   the aud that tokens must have
            --base-path PATH          a prefix to remove from every path that starts
                                      with it
            --cors-origins ORIGINS    the web origins that browsers may call from,
                                      separated by commas
            --console on|off          serve a page at /console; default off
            --mcp-token TOKEN         the bearer token that agents act with (mcp)
            --mcp-read-only on|off    on: agents only look things up; default off
            --log LEVEL               JSON lines on standard error: info for every
                                      request, error (the default) for those that
                                      failed here and refused callers, off for none

        When a web server starts it as CGI, OpenFaaS's classic watchdog starts it, or
        it runs as a Lambda function or an OpenWhisk action, it answers the requests of
        that platform and ignores its arguments. COUNTERMAND_STORE must then be set, and
        DIR must be an absolute path.

        Exit codes: 0 answered, 22 refused (with --fail), 64 wrong arguments,
        65 unusable input, 74 a file could not be read or written, 78 a setting cannot
        be used.

        """
}
