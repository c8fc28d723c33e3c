import ASCII
import HTTPMessage
import POSIX

/// One request from a web server (RFC 3875, https://www.rfc-editor.org/rfc/rfc3875): the head in environment variables,
/// the body on standard input, the answer on standard output.
package enum CGI {
    /// Answers the request, whatever is wrong with it. Throws only if the answer cannot be written.
    package static func run(
        _ environment: Environment, from input: FileDescriptor, to output: FileDescriptor,
        _ respond: (Request) -> Response
    ) throws(SystemError) {
        let request = request(environment, input)
        try output.write(document(respond(request), hasBody: request.method != .head))
        if case .bytes = request.body { return }
        // Apache and fcgiwrap discard the answer if the program does not read the whole body. Closing the output first
        // lets the server send the answer, however long reading takes.
        output.close()
        discard(environment["CONTENT_LENGTH"].flatMap { Int($0) } ?? .max, of: input)
    }

    private static let maximumDiscardedBytes = 64 << 20

    private static func discard(_ count: Int, of input: FileDescriptor) {
        var rest = min(count, maximumDiscardedBytes)
        while rest > 0, let bytes = try? input.read(upTo: min(rest, 65_536)), !bytes.isEmpty { rest -= bytes.count }
    }

    /// The answer (§6): `Status`, the fields, a blank line and the body. `HeaderFields` guarantees that no value contains
    /// a line break.
    static func document(_ response: Response, hasBody: Bool) -> [UInt8] {
        let isEmpty = response.status == .noContent || response.status == .notModified
        var head = "Status: \(response.status.code) \(response.status.reason)\n"
        for field in response.fields.fields where !(isEmpty && field.name == "Content-Type") {
            head += "\(field.name): \(field.value)\n"
        }
        return Array(head.utf8) + [UInt8(ascii: "\n")] + (hasBody && !isEmpty ? response.body : [])
    }
}

// The request (§4).
extension CGI {
    /// The request has no `claims`: neither `REMOTE_USER` nor any other variable authenticates a caller, only a bearer
    /// token does.
    static func request(_ environment: Environment, _ input: FileDescriptor) -> Request {
        let path = path(environment)
        return Request(
            Method(environment["REQUEST_METHOD"] ?? ""), path,
            query: query(environment),
            fields: fields(environment), body: body(environment, input), fault: path.fault)
    }

    /// `PATH_INFO`, which the server has decoded (§4.1.5). Some servers are configured to pass only `REQUEST_URI`, which
    /// is not in the RFC: the request target as the client sent it.
    private static func path(_ environment: Environment) -> Path {
        if let path = environment["PATH_INFO"] { return Path(path, .decoded) }
        let target = environment["REQUEST_URI"] ?? ""
        return Path(String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") })))
    }

    /// `QUERY_STRING` (§4.1.7), or the query of `REQUEST_URI` if the server passes only that: it may ask for a dry run.
    private static func query(_ environment: Environment) -> Query {
        if let query = environment["QUERY_STRING"], !query.isEmpty { return Query(encoded: query) }
        let target = (environment["REQUEST_URI"] ?? "").utf8
        return Query(encoded: String(Substring(target.drop { $0 != UInt8(ascii: "?") })))
    }

    /// The header fields (§4.1.18). `HTTP_PROXY` is left out: a client could set it with a field `Proxy`, and many
    /// programs read it as the name of a proxy (https://httpoxy.org). The body's type and length have variables of their
    /// own.
    private static func fields(_ environment: Environment) -> HeaderFields {
        var others = ["HTTP_PROXY", "HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"]
        var redirected: String?
        // Apache adds the prefix when it rewrites a request internally, and rules that pass the field on may leave the
        // variable without the prefix empty.
        if environment["HTTP_AUTHORIZATION"] == nil {
            others.append("HTTP_AUTHORIZATION")
            redirected = environment["REDIRECT_HTTP_AUTHORIZATION"]
        }
        var fields = HeaderFields(environment, prefix: "HTTP_", except: others)
        if let type = environment["CONTENT_TYPE"] { fields.append("Content-Type", type) }
        if let redirected { fields.append("Authorization", redirected) }
        return fields
    }

    /// Reads `CONTENT_LENGTH` bytes (§4.1.2, §4.2); the server need not close the input after them.
    private static func body(_ environment: Environment, _ input: FileDescriptor) -> Request.Body {
        guard let length = environment["CONTENT_LENGTH"] else {
            return environment["HTTP_TRANSFER_ENCODING"] == nil
                ? .none : .unreadable("The body came without its length: send it with Content-Length.")
        }
        guard length.utf8.allSatisfy({ $0.isASCIIDigit }) else {
            return .unreadable("The body's Content-Length is no number.")
        }
        // A number that does not fit an Int is larger than the limit.
        guard let count = Int(length), count <= Request.maximumBodyBytes else { return .tooLarge }
        do throws(SystemError) {
            let bytes = try input.read(count: count)
            return bytes.count == count
                ? .bytes(bytes) : .unreadable("The body ended after \(bytes.count) of its \(count) bytes.")
        } catch { return .unreadable("The body could not be read.") }
    }
}
