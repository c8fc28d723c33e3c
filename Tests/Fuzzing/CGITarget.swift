import HTTPMessage
import Identity
import JSON
import POSIX

@testable import Runtimes

/// A web server's environment, one variable per line, then a blank line and standard input.
enum CGITarget {
    private static let api = FuzzedAPI(
        authenticator: Authenticator(secrets: [FuzzedAPI.secret].compactMap(Secret.init)))
    private static let input = try? FileDescriptor.temporary()

    static func check(_ bytes: [UInt8]) {
        let (head, body) = parts(of: bytes)
        let environment = Environment(variables(in: head))
        guard let input, (try? fill(input, body)) != nil else { fatalError("the input cannot be written") }
        let request = CGI.request(environment, input)
        check(request, environment, body)
        let response = api.respond(to: request)
        if !request.isPublic, response.status.code < 400 {
            demand(!request.fields.values("Authorization").isEmpty, "no request succeeds without a token")
        }
        check(CGI.document(response, hasBody: request.method != .head), response)
    }

    private static func parts(of bytes: [UInt8]) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        let feed = UInt8(ascii: "\n")
        for index in bytes.indices.dropLast() where bytes[index] == feed && bytes[index + 1] == feed {
            return (bytes[..<index], bytes[(index + 2)...])
        }
        return (bytes[...], [])
    }

    private static func variables(in head: ArraySlice<UInt8>) -> [(name: String, value: String)] {
        head.split(separator: UInt8(ascii: "\n")).map { line in
            let name = line.prefix { $0 != UInt8(ascii: "=") }
            return (
                String(decoding: name, as: UTF8.self),
                String(decoding: line.dropFirst(name.count + 1), as: UTF8.self)
            )
        }
    }

    private static func fill(_ file: FileDescriptor, _ bytes: ArraySlice<UInt8>) throws(SystemError) {
        try file.truncate(to: 0)
        try file.write(Array(bytes), at: 0)
        try file.rewind()
    }

    private static func check(_ request: Request, _ environment: Environment, _ body: ArraySlice<UInt8>) {
        demand(request.claims == nil, "no variable authenticates a caller")
        guard case .bytes(let read) = request.body, let length = environment["CONTENT_LENGTH"] else { return }
        demand(Int(length) == read.count && body.starts(with: read), "a body is as long as it was said to be")
    }

    /// RFC 3875 §6.
    private static func check(_ document: [UInt8], _ response: Response) {
        let (head, body) = parts(of: document)
        let lines = String(decoding: head, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n"))
        let status = "Status: \(response.status.code) \(response.status.reason)"
        demand(lines.first.map { Array($0) } == Array(status.utf8), "an answer begins with its status")
        demand(lines.dropFirst().allSatisfy { $0.contains(UInt8(ascii: ":")) }, "fields have names")
        demand(lines.count <= 1 + response.fields.fields.count, "no field makes two")
        demand(body.isEmpty || Array(body) == response.body, "the body is the response's")
    }
}
