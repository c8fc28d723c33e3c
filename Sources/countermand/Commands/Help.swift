import CancelAPI
import JSON
import POSIX

/// `help`, `version` and `openapi`: print what is known without a store.
enum Help {
    static func print() throws(CommandError) -> ExitCode {
        try printOutput(Array(text.utf8))
        return .success
    }

    static func printVersion() throws(CommandError) -> ExitCode {
        try printOutput(Array("countermand \(OpenAPI.version)\n".utf8))
        return .success
    }

    static func printOpenAPI() throws(CommandError) -> ExitCode {
        try printOutput(OpenAPI.document.bytes + [UInt8(ascii: "\n")])
        return .success
    }

    private static let text = """
        Answers cancel requests: reads a JSON request envelope and writes a JSON response envelope.

        countermand [handle]          answer one envelope, from standard input to standard output
            --fail                    exit with 22 if the status of the answer is 400 or above
        countermand stream            answer one envelope per line until the end of input
        countermand import FILE|-     load records, one JSON object per line
            --replace                 overwrite existing records that differ
        countermand export            print every record, one per line, as import reads them
        countermand events            print the events as CloudEvents, one per line
            --after CURSOR            only those after the event with that sequence
            --follow                  wait for more events at the end
        countermand verify            check the hash of every line of the journal
            --proof HASH              and find the cancel whose answer had that Cancellation-Proof
        countermand openapi           print the OpenAPI document
        countermand --help | --version

        Settings, each also an environment variable (--base-path is COUNTERMAND_BASE_PATH):
            --store STORE             file:DIR, memory: or memory:RECORDS.ndjson; default file:.countermand
            --jwt-secret SECRET       the key of bearer tokens (HS256), at least 32 bytes, or @PATH of a file with it;
                                      several are separated by commas
            --jwt-issuer ISSUER       the iss that tokens must have
            --jwt-audience AUDIENCE   the aud that tokens must have
            --base-path PATH          a prefix to remove from every path that starts with it
            --cors-origins ORIGINS    the web origins that browsers may call from, separated by commas
            --log LEVEL               JSON lines on standard error: info for every request, error (the default) for
                                      those that failed here, off for none

        When a web server starts it as CGI, OpenFaaS's classic watchdog starts it, or it runs as a Lambda function or an
        OpenWhisk action, it answers the requests of that platform and ignores its arguments. COUNTERMAND_STORE must then
        be set, and DIR must be an absolute path.

        Exit codes: 0 answered, 64 wrong arguments, 65 unusable input, 74 a file could not be read or written,
        78 a setting cannot be used.

        """
}
