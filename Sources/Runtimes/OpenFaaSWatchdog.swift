import HTTPMessage
import POSIX

/// OpenFaaS's classic watchdog (https://github.com/openfaas/classic-watchdog): the request's head in environment
/// variables, its body on standard input up to the end, and the body of the answer on standard output.
///
/// The function must be configured with `combine_output=false`, which keeps standard error out of the answer, and
/// `content_type=application/json`; `cgi_headers`, which passes the head on, must not be switched off.
package enum OpenFaaSWatchdog {
    /// Returns the status of the answer, which the output cannot hold: the watchdog sends 200 if the program exits with 0
    /// and 500 otherwise. It also sets the media type by itself.
    package static func run(
        _ environment: Environment, from input: FileDescriptor, to output: FileDescriptor,
        _ respond: (Request) -> Response
    ) throws(SystemError) -> Status {
        let response = respond(request(environment, body(input)))
        try output.write(response.body)
        return response.status
    }

    /// The watchdog has decoded the path, and passes on only the first line of each field.
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
