import HTTPMessage
import POSIX

/// OpenFaaS's classic watchdog: a request's head in the environment, its body on standard input to its end, the answer's
/// body on standard output (https://github.com/openfaas/classic-watchdog). The watchdog must be left to pass the head on
/// (`cgi_headers`), and told to keep standard error out of the answer (`combine_output=false`) and to call its type JSON
/// (`content_type=application/json`).
package enum OpenFaaSWatchdog {
    /// Returns the answer's status, for which there is no place in the output: the watchdog says 200 if the program ends
    /// with 0, and 500 if it ends with anything else. The type of the output is the watchdog's part as well.
    package static func run(
        _ environment: Environment, from input: FileDescriptor, to output: FileDescriptor,
        _ respond: (Request) -> Response
    ) throws(SystemError) -> Status {
        let response = respond(request(environment, body(input)))
        try output.write(response.body)
        return response.status
    }

    /// The path comes decoded, of each field the first line alone.
    static func request(_ environment: Environment, _ body: Request.Body) -> Request {
        let path = Path(environment["Http_Path"] ?? "", .decoded)
        let fields = HeaderFields(
            environment, prefix: "Http_", except: ["Http_Method", "Http_Path", "Http_Query", "Http_ContentLength"])
        return Request(
            Method(environment["Http_Method"] ?? ""), path,
            query: Query(encoded: environment["Http_Query"] ?? ""), fields: fields, body: body, fault: path.fault)
    }

    private static func body(_ input: FileDescriptor) -> Request.Body {
        do throws(SystemError) {
            return try input.readToEnd(limit: Request.maximumBodyBytes).map { .bytes($0) } ?? .tooLarge
        } catch { return .unreadable("The body could not be read.") }
    }
}
