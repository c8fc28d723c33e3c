import ASCII
import HTTPMessage
import POSIX

/// One request of a web server: its head in the environment, its body on standard input, the answer on standard output
/// (RFC 3875, https://www.rfc-editor.org/rfc/rfc3875).
package enum CGI {
    /// Whatever is wrong with the request, there is an answer.
    package static func run(
        _ environment: Environment, from input: FileDescriptor, to output: FileDescriptor,
        _ respond: (Request) -> Response
    ) throws(SystemError) {
        let request = request(environment, input)
        try output.write(document(respond(request), hasBody: request.method != .head))
        if case .bytes = request.body { return }
        // Apache and fcgiwrap give an answer up if they cannot get rid of the body. The closed output says that the
        // answer is whole, however long this takes.
        output.close()
        discard(environment["CONTENT_LENGTH"].flatMap { Int($0) } ?? .max, of: input)
    }

    private static let maximumDiscardedBytes = 64 << 20

    private static func discard(_ count: Int, of input: FileDescriptor) {
        var rest = min(count, maximumDiscardedBytes)
        // What cannot be read need not be.
        while rest > 0, let bytes = try? input.read(upTo: min(rest, 65_536)), !bytes.isEmpty { rest -= bytes.count }
    }

    /// §6: `Status`, the fields, a blank line and the body. That no value has a line break in it is what `HeaderFields`
    /// sees to.
    static func document(_ response: Response, hasBody: Bool) -> [UInt8] {
        let isEmpty = response.status == .noContent || response.status == .notModified
        var head = "Status: \(response.status.code) \(response.status.reason)\n"
        for field in response.fields.fields where !(isEmpty && field.name == "Content-Type") {
            head += "\(field.name): \(field.value)\n"
        }
        return Array(head.utf8) + [UInt8(ascii: "\n")] + (hasBody && !isEmpty ? response.body : [])
    }
}

// What the variables say (§4.1).
extension CGI {
    /// Nobody is vouched for by `REMOTE_USER` or any other variable: the token alone says who calls.
    static func request(_ environment: Environment, _ input: FileDescriptor) -> Request {
        let path = path(environment)
        return Request(
            Method(environment["REQUEST_METHOD"] ?? ""), path,
            query: Query(encoded: environment["QUERY_STRING"] ?? ""),
            fields: fields(environment), body: body(environment, input), fault: path.fault)
    }

    /// `PATH_INFO` comes decoded (§4.1.5). `REQUEST_URI`, which some servers are set up to pass alone, is no part of the
    /// RFC: the request's target as it was sent, the path of the program in it or not.
    private static func path(_ environment: Environment) -> Path {
        if let path = environment["PATH_INFO"] { return Path(path, .decoded) }
        let target = environment["REQUEST_URI"] ?? ""
        return Path(String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") })))
    }

    /// §4.1.18. `HTTP_PROXY` is no field: a client's `Proxy` would pass for the variable that names a proxy. Type and
    /// length of the body have variables of their own.
    private static func fields(_ environment: Environment) -> HeaderFields {
        var fields = HeaderFields(
            environment, prefix: "HTTP_", except: ["HTTP_PROXY", "HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"])
        if let type = environment["CONTENT_TYPE"] { fields.append("Content-Type", type) }
        // So called where the server has rewritten the request on its way to the program.
        if fields["Authorization"] == nil, let authorization = environment["REDIRECT_HTTP_AUTHORIZATION"] {
            fields.append("Authorization", authorization)
        }
        return fields
    }

    /// As many bytes as `CONTENT_LENGTH` says (§4.1.2, §4.2): the server need not end the input behind them.
    private static func body(_ environment: Environment, _ input: FileDescriptor) -> Request.Body {
        guard let length = environment["CONTENT_LENGTH"] else {
            return environment["HTTP_TRANSFER_ENCODING"] == nil
                ? .none : .unreadable("The body came without its length: send it with Content-Length.")
        }
        guard length.utf8.allSatisfy({ $0.isASCIIDigit }) else {
            return .unreadable("The body's Content-Length is no number.")
        }
        // Digits that make no Int are more than any limit.
        guard let count = Int(length), count <= Request.maximumBodyBytes else { return .tooLarge }
        do throws(SystemError) {
            let bytes = try input.read(count: count)
            return bytes.count == count
                ? .bytes(bytes) : .unreadable("The body ended after \(bytes.count) of its \(count) bytes.")
        } catch { return .unreadable("The body could not be read.") }
    }
}
