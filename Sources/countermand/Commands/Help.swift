import CancelAPI
import JSON
import POSIX

enum Help {
    static func print() throws(Stop) -> ExitCode { try write(Array(text.utf8)) }

    static func printVersion() throws(Stop) -> ExitCode { try write(Array("countermand \(OpenAPI.version)\n".utf8)) }

    static func printOpenAPI() throws(Stop) -> ExitCode { try write(OpenAPI.document.bytes + [UInt8(ascii: "\n")]) }

    private static func write(_ bytes: [UInt8]) throws(Stop) -> ExitCode {
        do { try FileDescriptor.standardOutput.write(bytes) } catch { throw Stop(error) }
        return .success
    }

    private static let text = """
        Answers cancel requests: a JSON request envelope in, a JSON response envelope out.

        countermand [handle]          one envelope on standard input, its answer on standard output
            --fail                    end with 22 if the answer's status is 400 or above
        countermand stream            an envelope a line in, its answer a line out, until the end of input
        countermand import FILE|-     load records, a JSON object a line
            --replace                 overwrite records that are there with other content
        countermand export            every record, a line each: what import reads
        countermand events            the events as CloudEvents, a line each
            --after CURSOR            only those behind the event of that sequence
            --follow                  and wait for more
        countermand verify            check the journal's hash chain, line by line
            --proof HASH              and that the cancel answered with that Cancellation-Proof stands in it
        countermand openapi           the OpenAPI document
        countermand --help | --version

        Settings, each also an environment variable (--base-path is COUNTERMAND_BASE_PATH):
            --store STORE             file:DIR, memory: or memory:RECORDS.ndjson; file:.countermand unless told
            --jwt-secret SECRET       what bearer tokens are signed with (HS256): at least 32 bytes, or @PATH to read a
                                      file; several with commas between them
            --jwt-issuer ISSUER       the iss that tokens must have
            --jwt-audience AUDIENCE   the aud that tokens must have
            --base-path PATH          taken off every path that starts with it
            --cors-origins ORIGINS    the web origins whose pages may call, with commas between them
            --log LEVEL               a line of JSON on standard error for each request (info), for those alone that
                                      failed here (error, unless told), or for none (off)

        Started by a web server as CGI, by OpenFaaS's classic watchdog or as an OpenWhisk action, it answers their
        requests instead and reads no words. The store must then be set, and DIR be an absolute path.

        Ends with 0 when it has answered, 64 for a wrong command line, 65 for input it cannot use, 74 when a file fails,
        78 for a setting it cannot use.

        """
}
